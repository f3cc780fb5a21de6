import { maxLengths } from '#/db/words/accounts.ts'

/** Zones that the database renamed and that the runtime still calls by their old names. */
const renamedZones = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
])

/**
 * The IANA time zone's current name, for any case and any former name; null if it is not a zone. Offsets (`+01:00`) are no
 * zones: they have no daylight saving. Nor are abbreviations missing from the database (`IST`, `PST`), which mean
 * several zones, although the runtime's formats take them.
 */
export function canonicalZone(raw: string): string | null {
  const name = raw.trim()
  if (name.length > maxLengths.zone || !/^[a-z][a-z0-9_+\-/]*$/i.test(name) || !isKnownZone(name)) return null
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
  return renamedZones.get(timeZone) ?? timeZone
}

/**
 * The zone that a browser reports; anything else is null, since nobody typed it. So is UTC: browsers that hide their zone
 * report it, and people without a zone see it.
 */
export function reportedZone(raw: string): string | null {
  const zone = canonicalZone(raw)
  return zone === 'UTC' ? null : zone
}

/**
 * Whether the runtime knows a stored zone's rules. A stored zone can become unknown: the database drops names, and an
 * older runtime may open the store.
 */
export function isKnownZone(zone: string): boolean {
  try {
    // The runtime reads a text such as `t05-04` as a time whose offset it takes for a zone.
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return timeZoneId.toLowerCase() === zone.toLowerCase()
  } catch {
    return false
  }
}

/** The first of these that the runtime knows, else UTC: the zone for showing times and counting days. */
export function firstKnownZone(...zones: readonly (string | null | undefined)[]): string {
  return zones.find((zone) => typeof zone === 'string' && isKnownZone(zone)) ?? 'UTC'
}

/** Every zone that people can choose, by its current name, in alphabetical order. */
export function listZones(): string[] {
  const names = Intl.supportedValuesOf('timeZone').flatMap((name) => canonicalZone(name) ?? [])
  return [...new Set([...names, 'UTC'])].sort()
}

const areas = [
  'Africa',
  'America',
  'Antarctica',
  'Arctic',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Indian',
  'Pacific',
] as const

/** The part of the world in a zone's name; `other` if there is none, as in UTC. */
type ZoneArea = (typeof areas)[number] | 'other'

/** A zone and its place in the area: "Argentina", "Buenos Aires". */
type ZonePlace = { zone: string; area: ZoneArea; place: string[] }

/** These zones by area, both in the order in which they come. */
export function groupZones(zones: readonly string[]): Map<ZoneArea, ZonePlace[]> {
  return Map.groupBy(zones.map(placeZone), ({ area }) => area)
}

function placeZone(zone: string): ZonePlace {
  const name = zone.replaceAll('_', ' ')
  const [head, ...place] = name.split('/')
  const area = areas.find((one) => one === head)
  return area ? { zone, area, place } : { zone, area: 'other', place: [name] }
}

const localMinute = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/

/** Milliseconds UTC of a browser's `datetime-local` text in a zone (IANA); null if it is none. */
export function readLocalTime(text: string, zone: string): number | null {
  const typed = text.trim()
  if (!localMinute.test(typed)) return null
  try {
    const local = Temporal.PlainDateTime.from(typed.replace(' ', 'T'), { overflow: 'reject' })
    return local.toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}

/** The text of a `datetime-local` field for a time (milliseconds UTC) in a zone (IANA), to the minute. */
export function writeLocalTime(at: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' })
}
