import type { Locale } from '#/db/words/people.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))

/** The runtime's codes of countries with their zones; finding them takes a tenth of a second. */
let countries: [code: string, zones: string[]][] | undefined

/** The names of each zone's countries in this language. */
export function listCountries(locale: Locale): Map<string, string[]> {
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

/** English has abbreviations only for the zones of the country whose English it is. */
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
export function listAbbreviations(zone: string): string[] {
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
