import type { SupportWindow } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { coverage, joinOverSkipped } from '#/lib/contacts/hours/coverage.ts'
import { listTransitions } from '#/lib/contacts/hours/hours.ts'
import { type HoursStanding, readStanding } from '#/lib/contacts/hours/hours-standing.ts'
import type { MinuteSpan } from '#/lib/contacts/hours/week.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { firstKnownZone, isKnownZone } from '#/lib/platform/values/zones.ts'
import type { PublishedBrand } from './queries.ts'

/** In which zone and language the page is asked for. */
export type BrandAsk = {
  /** The zone the visitor chose; null where they chose none, or one there is not. */
  zone: string | null
  /** They chose one there is not. */
  unknownZone: boolean
  locale: Locale
  /** Whether the language stands in the address, or was found in what the browser prefers. */
  localeAsked: boolean
}

export type ShownDay = { date: string; spans: MinuteSpan[] }

/** What the page says of the hours, in the zone it is shown in. */
export type BrandView = {
  zone: string
  standing: HoursStanding
  /** Today and the six days after it. */
  days: ShownDay[]
  gaps: string[]
  clockChanges: string[]
  /** Zones of the hours that are gone: when support is given by their clocks nobody can tell. */
  unknownZones: string[]
  /** Whether it can be told of any of the hours. */
  known: boolean
  /** Until when all of this holds, in milliseconds UTC. */
  until: number
}

const week = 7 * day

/** The hours of a brand for a visitor, at `at` (milliseconds UTC). */
export function viewHours(
  { hours }: Pick<PublishedBrand, 'hours'>,
  ask: Pick<BrandAsk, 'zone' | 'locale'>,
  at: number,
): BrandView {
  const zone = ask.zone ?? firstKnownZone(...hours.map((window) => window.zone))
  const standing = readStanding(hours, at)
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  const reader = { zone, weekStart: today }
  const { days, gaps } = coverage(hours, reader)
  const { formatGaps, formatClockChanges } = contactFormatter(ask.locale)
  const zones = [...new Set(hours.map((window) => window.zone))]
  const unknownZones = zones.filter((one) => !isKnownZone(one))
  return {
    zone,
    standing,
    days: days.map((day) => ({ date: day.date, spans: joinOverSkipped(day) })),
    gaps: formatGaps(gaps),
    clockChanges: clockChangesMatter(hours, zone, at) ? formatClockChanges(hours, reader) : [],
    unknownZones,
    known: unknownZones.length < zones.length,
    until: holdsUntil(hours, zone, at, standing.changesAt),
  }
}

/**
 * Until the standing changes, the visitor's day ends, or the clocks change somewhere: then the page says something else.
 * Milliseconds UTC.
 */
function holdsUntil(
  hours: readonly SupportWindow[],
  zone: string,
  at: number,
  changesAt: number | null,
): number {
  const now = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const midnight = now.toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
  const clocks = zonesOf(hours, zone).flatMap((one) => listTransitions(one, at, midnight))
  return Math.min(midnight, changesAt ?? midnight, ...clocks)
}

/** Whether a change of the clocks within a week moves the hours by the visitor's clock: where their zone's and the hours' part. */
function clockChangesMatter(hours: readonly SupportWindow[], zone: string, at: number): boolean {
  const offset = (one: string, instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(one).offsetNanoseconds
  const zones = zonesOf(hours, zone)
  const changes = zones.flatMap((one) => listTransitions(one, at, at + week))
  const apart = (one: string, instant: number) => offset(one, instant) - offset(zone, instant)
  return changes.some((instant) => zones.some((one) => apart(one, instant) !== apart(one, at)))
}

/** The zones that count: the visitor's, and those of the hours, but for names that are gone. */
export function zonesOf(hours: readonly SupportWindow[], zone: string): string[] {
  return [...new Set([zone, ...hours.map((window) => window.zone).filter(isKnownZone)])]
}
