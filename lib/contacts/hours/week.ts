import type { SupportWindow, Weekday } from '#/db/words/accounts.ts'

export const minutesPerDay = 1440
export const minutesPerWeek = 7 * minutesPerDay
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** From `from` up to, not including, `to`. In a week: minutes since Monday 00:00 by the wall clock. */
export type MinuteSpan = { from: number; to: number }

/** Minutes since midnight of a valid `HH:MM`, `24:00` included. */
export function toMinutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Minutes since midnight of a typed time: `9`, `9:00` or `09.00`, up to `24:00`; null for other texts. */
export function readTime(typed: string): number | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(typed.slice(0, 64).trim())
  if (!match) return null
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0)
  return Number(match[2] ?? 0) < 60 && minutes <= minutesPerDay ? minutes : null
}

/** `HH:MM` of minutes since midnight, 0–1440. */
export function toTime(minutes: number): string {
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hour}:${String(minutes % 60).padStart(2, '0')}`
}

/**
 * The covered times of a week for windows of one zone, without overlaps. A part across Sunday's midnight is split: one
 * at the end and one at the start.
 */
export function spansOfWeek(windows: readonly SupportWindow[]): MinuteSpan[] {
  const spans = windows.flatMap(({ days, opens, closes }) => {
    const from = toMinutes(opens)
    const to = toMinutes(closes)
    return days.flatMap((day) => {
      const start = (day - 1) * minutesPerDay
      return cutAtWeekEnd(start + from, start + to + (to <= from ? minutesPerDay : 0))
    })
  })
  return joinSpans(spans)
}

/** The same times without overlapping or touching spans. */
export function joinSpans(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const joined: MinuteSpan[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** How many minutes of `from`–`to` the spans cover; they do not overlap. */
export function minutesWithin(spans: readonly MinuteSpan[], from: number, to: number): number {
  return spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)), 0)
}

/** The parts of `spans` outside `taken`. */
export function subtractSpans(spans: readonly MinuteSpan[], taken: readonly MinuteSpan[]): MinuteSpan[] {
  return joinSpans(taken).reduce<MinuteSpan[]>(
    (left, cut) =>
      left.flatMap((span) =>
        [
          { from: span.from, to: Math.min(span.to, cut.from) },
          { from: Math.max(span.from, cut.to), to: span.to },
        ].filter((part) => part.from < part.to),
      ),
    [...spans],
  )
}

function cutAtWeekEnd(from: number, to: number): MinuteSpan[] {
  if (to <= minutesPerWeek) return [{ from, to }]
  return [
    { from, to: minutesPerWeek },
    { from: 0, to: to - minutesPerWeek },
  ]
}
