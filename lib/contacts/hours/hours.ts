import type { SupportWindow } from '#/db/words/accounts.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { joinSpans, minutesPerWeek, spansOfWeek } from './week.ts'
import { groupByZone } from './windows.ts'

/** From `from` up to, not including, `to`: instants in milliseconds UTC. */
export type OpenSpan = { from: number; to: number }

/** A time in which a zone's offset (milliseconds ahead of UTC) does not change. */
export type OffsetSpan = OpenSpan & { offset: number }

const millisPerWeek = minutesPerWeek * minute
/** Any Monday 00:00, on a clock that shows UTC. */
const referenceMonday = Date.UTC(2024, 0, 1)
/** Two zones can cover for each other until one changes to or from daylight saving: a bit more than a year. */
const weeksAhead = 60

/**
 * Whether support is open at the instant (milliseconds UTC): whether the wall clock of some window's zone then shows a
 * time inside that window. An hour that a clock shows twice is open twice, a skipped one never. A window in a zone that
 * the runtime no longer knows is never open.
 */
export function isOpenAt(windows: readonly SupportWindow[], at: number): boolean {
  return listOpenSpans(windows, at, at + 1).length > 0
}

/**
 * The next instant (milliseconds UTC) after `at` when support opens if closed, or closes if open; null if there is
 * none.
 */
export function nextChange(windows: readonly SupportWindow[], at: number): number | null {
  // Nearly all hours change within a week; only the others are searched for the whole time.
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

/** The times of `from`–`to` (milliseconds UTC) with support, in order, none touching another. */
export function listOpenSpans(windows: readonly SupportWindow[], from: number, to: number): OpenSpan[] {
  return joinSpans(
    groupByZone(windows).flatMap(([zone, own]) => {
      if (!isKnownZone(zone)) return []
      const spans = spansOfWeek(own)
      return listOffsetSpans(zone, from, to).flatMap((stretch) => listWithin(spans, stretch))
    }),
  )
}

/** The parts of a stretch in the weekly spans (minutes since Monday 00:00, wall clock), in each of its weeks. */
function listWithin(spans: readonly OpenSpan[], { from, to, offset }: OffsetSpan): OpenSpan[] {
  const weekOf = (at: number) => Math.floor((at + offset - referenceMonday) / millisPerWeek)
  const first = weekOf(from)
  return Array.from({ length: weekOf(to - 1) - first + 1 }, (_, index) => {
    const monday = referenceMonday + (first + index) * millisPerWeek - offset
    return spans
      .map((span) => ({
        from: Math.max(from, monday + span.from * minute),
        to: Math.min(to, monday + span.to * minute),
      }))
      .filter((span) => span.from < span.to)
  }).flat()
}

/** `from`–`to` (milliseconds UTC) cut at each change of the zone's clocks. */
export function listOffsetSpans(zone: string, from: number, to: number): OffsetSpan[] {
  if (from >= to) return []
  const cuts = [from, ...listTransitions(zone, from, to)]
  return cuts.map((start, index) => ({
    from: start,
    to: cuts[index + 1] ?? to,
    offset: inZone(start, zone).offsetNanoseconds / 1_000_000,
  }))
}

/** The instants between `from` and `to` at which the zone's clocks change. */
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
