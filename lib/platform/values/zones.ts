import { maxLengths } from '#/db/words/contacts.ts'

/** Names that the time zone database changed and that the runtime still calls by their old ones. */
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
 * The IANA time zone's present name, whatever its case and however it used to be called; null for what is no zone.
 * Offsets (`+01:00`) are none: they know no daylight saving. Neither are abbreviations that the database does not have
 * (`IST`, `PST`), although the runtime's formats take them: they mean several zones.
 */
export function canonicalZone(raw: string): string | null {
  const name = raw.trim()
  if (name.length > maxLengths.zone || !/^[a-z][a-z0-9_+\-/]*$/i.test(name) || !isKnownZone(name)) return null
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
  return renamedZones.get(timeZone) ?? timeZone
}

/**
 * Whether the runtime has the rules of a zone that is kept. What was one when it was stored need not be one now: the
 * database drops names, and a store may be opened by a runtime with an older one.
 */
export function isKnownZone(zone: string): boolean {
  try {
    // A text such as `t05-04` is read as a time, with an offset that is taken for its zone.
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return timeZoneId.toLowerCase() === zone.toLowerCase()
  } catch {
    return false
  }
}

/** The first of these that the runtime knows, else UTC: what times are shown and days counted in. */
export function firstKnownZone(...zones: readonly (string | null | undefined)[]): string {
  return zones.find((zone) => typeof zone === 'string' && isKnownZone(zone)) ?? 'UTC'
}

/** Every zone one can choose, by its present name, in alphabetical order. */
export function listZones(): string[] {
  const names = Intl.supportedValuesOf('timeZone').flatMap((name) => canonicalZone(name) ?? [])
  return [...new Set([...names, 'UTC'])].sort()
}
