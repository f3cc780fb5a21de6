import { z } from 'zod'
import { maxLengths } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { day, hour, minute, now } from '#/lib/platform/values/clock.ts'
import { type ZoneChoice, type ZoneFinder, zoneFinder } from '#/lib/platform/values/zone-search.ts'
import { canonicalZone, listZones } from '#/lib/platform/values/zones.ts'
import { locales } from './languages.ts'
import { findCity, nameZone } from './zone-names.ts'

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

const maxCandidates = 5

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
  return { zone: null, candidates: candidates.slice(0, maxCandidates).map(({ zone }) => zone) }
}

/** Finds by the names of every language, since a text does not say in which one it was written. */
function currentFinder(): ZoneFinder {
  const since = Math.floor(now() / hour)
  if (finder?.since !== since) {
    const lists = locales.map(listZoneChoices)
    const choices = (lists[0] ?? []).map((choice, index) => ({
      ...choice,
      countries: lists.flatMap((list) => list[index]?.countries ?? []),
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
    const cities = new Set(locales.map((other) => nameCity(zone, other)))
    return {
      zone,
      city,
      time: nameZone(zone, locale),
      cities: [...cities].filter((name) => name !== city),
      countries: [...new Set([...(countries.get(zone) ?? []), ...(inEnglish.get(zone) ?? [])])],
      codes: listAbbreviations(zone),
    }
  })
}

/** A zone that is newer than the texts has the city of its own name. */
function nameCity(zone: string, locale: Locale): string {
  return findCity(zone, locale) ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Minutes ahead of UTC: now, and half a year later. */
function listOffsets(zone: string): number[] {
  const offsets = [now(), now() + 182 * day].map((at) => {
    const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
    return offsetNanoseconds / 1_000_000 / minute
  })
  return [...new Set(offsets)]
}

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))

/** The runtime's codes of countries with their zones; finding them takes a tenth of a second. */
let countries: [code: string, zones: string[]][] | undefined

/** The names of each zone's countries in this language. */
function listCountries(locale: Locale): Map<string, string[]> {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  countries ??= letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => names.of(code))
    .map((code) => [code, listZonesOf(code)])
  const pairs = countries.flatMap(([code, zones]) =>
    zones.map((zone) => [zone, names.of(code) ?? code] as const),
  )
  return new Map(
    [...Map.groupBy(pairs, ([zone]) => zone)].map(([zone, own]) => [zone, own.map(([, name]) => name)]),
  )
}

function listZonesOf(country: string): string[] {
  const listed = new Intl.Locale(`und-${country}`).getTimeZones() ?? []
  return listed.map((zone) => canonicalZone(zone) ?? zone)
}

/** English abbreviates only the zones of its own country. */
const englishOf: Record<string, readonly string[]> = {
  Africa: ['en-ZA', 'en-GB'],
  America: ['en-CA'],
  Antarctica: ['en-NZ'],
  Arctic: ['en-GB'],
  Asia: ['en-IN', 'en-GB', 'ja'],
  Atlantic: ['en-GB', 'en-CA'],
  Australia: ['en-AU'],
  Europe: ['en-GB'],
  Indian: ['en-ZA'],
  Pacific: ['en-CA', 'en-NZ'],
}

const abbreviations = new Map<string, string[]>()

/** The abbreviations of a zone's winter and summer time: `CET` and `CEST`. */
function listAbbreviations(zone: string): string[] {
  const known = abbreviations.get(zone) ?? findAbbreviations(zone)
  abbreviations.set(zone, known)
  return known
}

function findAbbreviations(zone: string): string[] {
  const [area = ''] = zone.split('/')
  const found = (englishOf[area] ?? []).flatMap((english) => {
    const format = new Intl.DateTimeFormat(english, { timeZone: zone, timeZoneName: 'short' })
    return [Date.UTC(2026, 0), Date.UTC(2026, 6)].map(
      (at) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    )
  })
  return [...new Set(found)].filter((name) => /^[A-Z]{3,5}$/.test(name))
}

/** The field of a time zone: its current IANA name, from any words that name one; null for `''`. */
export function typedZone() {
  return z
    .string()
    .max(100, 'time-zone')
    .transform((typed, context) => {
      if (typed.trim() === '') return null
      const read = readZone(typed)
      if (read.zone !== null) return read.zone
      const params = { typed: typed.trim(), zones: read.candidates.join(', ') }
      const message = read.candidates.length > 0 ? 'time-zone-several' : 'time-zone'
      context.addIssue({ code: 'custom', message, params })
      return z.NEVER
    })
}
