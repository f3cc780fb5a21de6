import { maxLengths } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { day, hour, minute, now } from '#/lib/platform/values/clock.ts'
import { type ZoneChoice, type ZoneFinder, zoneFinder } from '#/lib/platform/values/zone-search.ts'
import { canonicalZone, listZones } from '#/lib/platform/values/zones.ts'
import { locales } from './languages.ts'
import { messagesIn } from './messages.ts'
import { listAbbreviations, listCountries } from './zone-names.ts'

type NamedZone = Omit<ZoneChoice, 'offsets'>

const named = new Map<Locale, NamedZone[]>()
let finder: { since: number; find: ZoneFinder } | undefined

/** Every time zone with the names by which a reader of this language finds it, and its present offset. */
export function listZoneChoices(locale: Locale): ZoneChoice[] {
  const known = named.get(locale) ?? nameZones(locale)
  named.set(locale, known)
  return known.map((choice) => ({ ...choice, offsets: listOffsets(choice.zone) }))
}

/** The zone that a text names, or up to five candidates. */
export type ReadZone = { zone: string } | { zone: null; candidates: string[] }

const mostCandidates = 5

/**
 * Reads a zone as people write it: `Europe/Rome`, `Roma`, `Italy`, also `CET` or `+1` if only one zone has them. The
 * database gives some abbreviations of many zones to one (`EST` is Panama's): that is nobody's choice.
 */
export function readZone(typed: string): ReadZone {
  const text = typed.trim()
  if (text === '' || text.length > maxLengths.zone) return { zone: null, candidates: [] }
  const known = canonicalZone(text)
  if (known !== null && (text.includes('/') || known === 'UTC')) return { zone: known }
  const { match, find } = currentFinder()
  const named = match(text)
  const [only, ...others] = named
  if (only && others.length === 0) return { zone: only.zone }
  if (known !== null && named.length === 0) return { zone: known }
  const candidates = named.length > 0 ? named : find(text)
  return { zone: null, candidates: candidates.slice(0, mostCandidates).map(({ zone }) => zone) }
}

/** Finds by the names of every language, since a text does not say in which one it was written. */
function currentFinder(): ZoneFinder {
  const since = Math.floor(now() / hour)
  if (finder?.since !== since) {
    const lists = locales.map(listZoneChoices)
    const choices = (lists[0] ?? []).map((choice, index) => ({
      ...choice,
      names: lists.flatMap((list) => list[index] ?? []).flatMap(({ city, names }) => [city, ...names]),
    }))
    finder = { since, find: zoneFinder(choices) }
  }
  return finder.find
}

function nameZones(locale: Locale): NamedZone[] {
  const countries = listCountries(locale)
  const inEnglish = listCountries('en')
  return listZones().map((zone) => {
    const city = nameCity(zone, locale)
    const names = [nameCity(zone, 'en'), ...(countries.get(zone) ?? []), ...(inEnglish.get(zone) ?? [])]
    return {
      zone,
      city,
      names: [...new Set(names)].filter((name) => name !== city),
      codes: listAbbreviations(zone),
    }
  })
}

/** The texts name the cities; a zone that is newer than they has the name of its own. */
function nameCity(zone: string, locale: Locale): string {
  const cities: Record<string, string> = messagesIn(locale).zones.cities
  const plain = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return Object.hasOwn(cities, zone) ? (cities[zone] ?? plain) : plain
}

/** Minutes ahead of UTC: now, and half a year later. */
function listOffsets(zone: string): number[] {
  const offsets = [now(), now() + 182 * day].map((at) => {
    const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    return offsetNanoseconds / 1_000_000 / minute
  })
  return [...new Set(offsets)]
}
