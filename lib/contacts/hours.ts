import type { SupportWindow } from '#/lib/contacts/schema.ts'
import { type MinuteSpan, minutesPerDay, spansOfWeek } from '#/lib/contacts/week.ts'
import { groupByZone } from '#/lib/contacts/windows.ts'

/** From `from` up to, not including, `to`: instants in milliseconds UTC. */
export type OpenSpan = { from: number; to: number }

const millisPerMinute = 60_000
const millisPerDay = minutesPerDay * millisPerMinute
/** Two zones can cover for each other until one of them changes to or from daylight saving: a year, and a bit. */
const weeksAhead = 60

/**
 * Whether support is given at the instant (milliseconds UTC): whether the clock on the wall of some window's zone then
 * shows a time inside that window. An hour that a clock shows twice is open twice, one it skips never comes.
 */
export function isOpenAt(windows: readonly SupportWindow[], at: number): boolean {
  return isWithin(byZone(windows), at)
}

/**
 * The next instant (milliseconds UTC) after `at` at which support opens if it is closed, or closes if it is open; null
 * when that never comes.
 */
export function nextChange(windows: readonly SupportWindow[], at: number): number | null {
  const zones = byZone(windows)
  if (zones.length === 0 || zones.some(isAlwaysOpen)) return null
  const open = isWithin(zones, at)
  for (let week = 0; week < weeksAhead; week++) {
    const from = at + week * 7 * millisPerDay
    const change = listCandidates(zones, from, from + 7 * millisPerDay).find(
      (candidate) => candidate > at && isWithin(zones, candidate) !== open,
    )
    if (change !== undefined) return change
  }
  return null
}

/** The stretches of `from`–`to` (milliseconds UTC) in which support is given, in order, none touching another. */
export function listOpenSpans(windows: readonly SupportWindow[], from: number, to: number): OpenSpan[] {
  const zones = byZone(windows)
  const spans: OpenSpan[] = []
  const starts = [from, ...listCandidates(zones, from, to)]
  starts.forEach((start, index) => {
    const end = starts[index + 1] ?? to
    if (start >= end || !isWithin(zones, start)) return
    const last = spans.at(-1)
    if (last?.to === start) last.to = end
    else spans.push({ from: start, to: end })
  })
  return spans
}

type ZoneHours = { zone: string; spans: MinuteSpan[] }

function byZone(windows: readonly SupportWindow[]): ZoneHours[] {
  return groupByZone(windows).map(([zone, own]) => ({ zone, spans: spansOfWeek(own) }))
}

function isAlwaysOpen({ spans }: ZoneHours): boolean {
  return spans.length === 1 && spans[0]?.from === 0 && spans[0].to === 7 * minutesPerDay
}

function isWithin(zones: readonly ZoneHours[], at: number): boolean {
  return zones.some(({ zone, spans }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    const minute = (local.dayOfWeek - 1) * minutesPerDay + local.hour * 60 + local.minute
    return spans.some((span) => span.from <= minute && minute < span.to)
  })
}

/** Every instant after `from` and before `to` at which anything can change, in order: edges of windows and of offsets. */
function listCandidates(zones: readonly ZoneHours[], from: number, to: number): number[] {
  const found = new Set<number>()
  for (const { zone, spans } of zones) {
    for (const instant of [...listEdges(zone, spans, from, to), ...listTransitions(zone, from, to)]) {
      if (instant > from && instant < to) found.add(instant)
    }
  }
  return [...found].sort((one, other) => one - other)
}

function listEdges(zone: string, spans: readonly MinuteSpan[], from: number, to: number): number[] {
  const edges = [...new Set(spans.flatMap((span) => [span.from, span.to]))]
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate()
  const monday = first.subtract({ days: first.dayOfWeek - 1 }).toPlainDateTime()
  const weeks = Math.ceil((to - from) / (7 * millisPerDay)) + 1
  return Array.from({ length: weeks }, (_, week) => week).flatMap((week) =>
    edges.flatMap((minute) => {
      const local = monday.add({ days: week * 7, minutes: minute })
      // Both readings of a time that comes twice; of one that never comes, two instants at which nothing changes.
      return [
        local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds,
        local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds,
      ]
    }),
  )
}

/** The instants after `from` and before `to` at which the zone's clocks are put forward or back. */
export function listTransitions(zone: string, from: number, to: number): number[] {
  const found: number[] = []
  let local: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone)
  while (true) {
    local = local.getTimeZoneTransition('next')
    if (local === null || local.epochMilliseconds >= to) return found
    found.push(local.epochMilliseconds)
  }
}
