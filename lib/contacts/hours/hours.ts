import type { SupportWindow } from '#/db/words/contacts.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { joinSpans, minutesPerWeek, spansOfWeek } from './week.ts'
import { groupByZone } from './windows.ts'

/** From `from` up to, not including, `to`: instants in milliseconds UTC. */
export type OpenSpan = { from: number; to: number }

/** A stretch of time in which a zone's clocks run evenly: `offset` (milliseconds) ahead of UTC. */
export type EvenStretch = OpenSpan & { offset: number }

const millisPerWeek = minutesPerWeek * minute
/** Any Monday 00:00, on a clock that shows UTC. */
const someMonday = Date.UTC(2024, 0, 1)
/** Two zones can cover for each other until one of them changes to or from daylight saving: a year, and a bit. */
const weeksAhead = 60

/**
 * Whether support is given at the instant (milliseconds UTC): whether the clock on the wall of some window's zone then
 * shows a time inside that window. An hour that a clock shows twice is open twice, one it skips never comes. Where the
 * runtime does not know a window's zone any more, nobody can tell when it is open, and it never is.
 */
export function isOpenAt(windows: readonly SupportWindow[], at: number): boolean {
  return listOpenSpans(windows, at, at + 1).length > 0
}

/**
 * The next instant (milliseconds UTC) after `at` at which support opens if it is closed, or closes if it is open; null
 * when that never comes.
 */
export function nextChange(windows: readonly SupportWindow[], at: number): number | null {
  // Nearly all hours change within a week; only those that do not are looked at for the whole time.
  return (
    findChange(windows, at, at + millisPerWeek) ?? findChange(windows, at, at + weeksAhead * millisPerWeek)
  )
}

function findChange(windows: readonly SupportWindow[], at: number, until: number): number | null {
  const [first] = listOpenSpans(windows, at, until)
  if (!first) return null
  if (first.from > at) return first.from
  return first.to < until ? first.to : null
}

/** The stretches of `from`–`to` (milliseconds UTC) in which support is given, in order, none touching another. */
export function listOpenSpans(windows: readonly SupportWindow[], from: number, to: number): OpenSpan[] {
  return joinSpans(
    groupByZone(windows).flatMap(([zone, own]) => {
      if (!isKnownZone(zone)) return []
      const spans = spansOfWeek(own)
      return listEvenStretches(zone, from, to).flatMap((stretch) => listWithin(spans, stretch))
    }),
  )
}

/** What of a stretch lies in the weekly spans (minutes since Monday 00:00 by the wall clock), in every week it touches. */
function listWithin(spans: readonly OpenSpan[], { from, to, offset }: EvenStretch): OpenSpan[] {
  const weekOf = (at: number) => Math.floor((at + offset - someMonday) / millisPerWeek)
  const first = weekOf(from)
  return Array.from({ length: weekOf(to - 1) - first + 1 }, (_, index) => {
    const monday = someMonday + (first + index) * millisPerWeek - offset
    return spans
      .map((span) => ({
        from: Math.max(from, monday + span.from * minute),
        to: Math.min(to, monday + span.to * minute),
      }))
      .filter((span) => span.from < span.to)
  }).flat()
}

/** `from`–`to` (milliseconds UTC) cut wherever the zone's clocks are put forward or back. */
export function listEvenStretches(zone: string, from: number, to: number): EvenStretch[] {
  if (from >= to) return []
  const cuts = [from, ...listTransitions(zone, from, to)]
  return cuts.map((start, index) => ({
    from: start,
    to: cuts[index + 1] ?? to,
    offset: inZone(start, zone).offsetNanoseconds / 1_000_000,
  }))
}

/** The instants after `from` and before `to` at which the zone's clocks are put forward or back. */
export function listTransitions(zone: string, from: number, to: number): number[] {
  const found: number[] = []
  let local: Temporal.ZonedDateTime | null = inZone(from, zone)
  while (true) {
    local = local.getTimeZoneTransition('next')
    if (local === null || local.epochMilliseconds >= to) return found
    found.push(local.epochMilliseconds)
  }
}

function inZone(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
}
