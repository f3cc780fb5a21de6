import { maxLengths } from '#/lib/contacts/schema.ts'

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
 * Offsets (`+01:00`) are none: they know no daylight saving.
 */
export function canonicalZone(raw: string): string | null {
  const name = raw.trim()
  if (name.length > maxLengths.zone || !/^[a-z][a-z0-9_+\-/]*$/i.test(name)) return null
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    return renamedZones.get(timeZone) ?? timeZone
  } catch {
    return null
  }
}

/** Every zone one can choose, by its present name, in alphabetical order. */
export function listZones(): string[] {
  const names = Intl.supportedValuesOf('timeZone').flatMap((name) => canonicalZone(name) ?? [])
  return [...new Set([...names, 'UTC'])].sort()
}
