import type { SupportWindow } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { coverage, joinOverSkipped } from '#/lib/contacts/hours/coverage.ts'
import { listTransitions } from '#/lib/contacts/hours/hours.ts'
import { type HoursStatus, readHoursStatus } from '#/lib/contacts/hours/hours-status.ts'
import type { MinuteSpan } from '#/lib/contacts/hours/week.ts'
import { contactFormatter } from '#/lib/contacts/words/format.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { negotiateLocale } from '#/lib/platform/i18n/locale-negotiation.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { canonicalZone, firstKnownZone, isKnownZone } from '#/lib/platform/values/zones.ts'
import type { PublishedBrand } from './queries.ts'

/** The zone and language that a visitor asks for. */
export type BrandOptions = {
  /** The zone the visitor chose; null for none or an unknown one. */
  zone: string | null
  /** They chose an unknown zone. */
  unknownZone: boolean
  locale: Locale
  /** Whether the language comes from the address or from the browser's preference. */
  localeAsked: boolean
}

export type ShownDay = { date: string; spans: MinuteSpan[] }

/** The hours as the page shows them, in its zone. */
export type BrandView = {
  zone: string
  status: HoursStatus
  /** Today and the six days after it. */
  days: ShownDay[]
  gaps: string[]
  clockChanges: string[]
  /** Zones of the hours that no longer exist, so that their offset is unknown. */
  unknownZones: string[]
  /** Whether any of the hours are in a known zone. */
  known: boolean
  /** Until when all of this holds, in milliseconds UTC. */
  until: number
}

const week = 7 * day

/** The hours of a brand for a visitor at `at` (milliseconds UTC). */
export function viewHours(
  { hours }: Pick<PublishedBrand, 'hours'>,
  options: Pick<BrandOptions, 'zone' | 'locale'>,
  at: number,
): BrandView {
  const zone = options.zone ?? firstKnownZone(...hours.map((window) => window.zone))
  const status = readHoursStatus(hours, at)
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  const reader = { zone, weekStart: today }
  const { days, gaps } = coverage(hours, reader)
  const { formatGaps, formatClockChanges } = contactFormatter(options.locale)
  const zones = [...new Set(hours.map((window) => window.zone))]
  const unknownZones = zones.filter((one) => !isKnownZone(one))
  return {
    zone,
    status,
    days: days.map((day) => ({ date: day.date, spans: joinOverSkipped(day) })),
    gaps: formatGaps(gaps),
    clockChanges: clockChangesMatter(hours, zone, at) ? formatClockChanges(hours, reader) : [],
    unknownZones,
    known: unknownZones.length < zones.length,
    until: validUntil(hours, zone, at, status.changesAt),
  }
}

/** The page changes when support opens or closes, the visitor's day ends, or clocks change. Milliseconds UTC. */
function validUntil(
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

/** Whether a clock change within a week moves the hours by the visitor's clock. */
function clockChangesMatter(hours: readonly SupportWindow[], zone: string, at: number): boolean {
  const offset = (one: string, instant: number) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(one).offsetNanoseconds
  const zones = zonesOf(hours, zone)
  const changes = zones.flatMap((one) => listTransitions(one, at, at + week))
  const apart = (one: string, instant: number) => offset(one, instant) - offset(zone, instant)
  return changes.some((instant) => zones.some((one) => apart(one, instant) !== apart(one, at)))
}

/** The visitor's zone and those of the hours, without removed ones. */
export function zonesOf(hours: readonly SupportWindow[], zone: string): string[] {
  return [...new Set([zone, ...hours.map((window) => window.zone).filter(isKnownZone)])]
}

/** Caches results that take longer than the rest of the page. */
const maxCached = 1000
const maxCachedLength = 100

function memoize<Answer>(find: (asked: string) => Answer): (asked: string) => Answer {
  const known = new BoundedMap<string, Answer>(maxCached)
  return (asked) => {
    const found = known.get(asked)
    if (found !== undefined) return found
    const answer = find(asked)
    if (asked.length <= maxCachedLength) known.set(asked, answer)
    return answer
  }
}

const findZone = memoize(canonicalZone)
const findLocale = memoize<Locale>(negotiateLocale)

/** Reads a visitor's request: `?zone=` by any past name, and `?lang=`, else their browser's language. */
export function parseBrandRequest(request: Request): BrandOptions {
  const query = new URL(request.url).searchParams
  // No zone has a space in its name: one inside is an unencoded plus (`Etc/GMT+5`).
  const named = query.get('zone')?.trim().replaceAll(' ', '+') ?? ''
  const zone = findZone(named)
  const lang = query.get('lang')
  const localeAsked = isLocale(lang)
  return {
    zone,
    unknownZone: named !== '' && zone === null,
    locale: localeAsked ? lang : findLocale(request.headers.get('accept-language') ?? ''),
    localeAsked,
  }
}
