import type { ContactInformation } from '#/db/words/contacts.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { canonicalZone, firstKnownZone, listZones } from '#/lib/platform/values/zones.ts'

/** The zone in which an account's business days are counted: that of its first support hours (notices.md, Routing), else `otherwise`. */
export function businessZone(contacts: ContactInformation | null, otherwise?: string | null): string {
  return firstKnownZone(...(contacts?.['support-hours'] ?? []).map(({ zone }) => zone), otherwise)
}

/**
 * The zone the picture of the week is shown in; `asked` where the reader chose, and `unknown` is what they asked for
 * where that is no zone.
 */
export type PictureZone = { zone: string; asked: boolean; unknown: string | null }

/** Reads `?zone=`; where it asks for nothing or for what is no zone, the picture is shown in `otherwise`. */
export function parsePictureZone(asked: string | string[] | undefined, otherwise: string): PictureZone {
  const [typed = ''] = [asked ?? ''].flat()
  const zone = canonicalZone(typed)
  const name = typed.trim()
  return {
    zone: zone ?? otherwise,
    asked: name !== '',
    unknown: zone === null && name !== '' ? name.slice(0, 64) : null,
  }
}

export type ZoneChoice = { zone: string; says: string }

let kept: { since: number; choices: ZoneChoice[] } | null = null

/**
 * Every time zone with what people search one by beside its name: its abbreviation and its offset now ("CET, GMT+1").
 * Made anew each hour, since it takes a tenth of a second and clocks change.
 */
export function listZoneChoices(): ZoneChoice[] {
  const since = Math.floor(now() / hour)
  if (kept?.since !== since) {
    kept = { since, choices: listZones().map((zone) => ({ zone, says: nameOffsets(zone) })) }
  }
  return kept.choices
}

function nameOffsets(zone: string): string {
  const named = (timeZoneName: 'short' | 'shortOffset') =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName })
      .formatToParts(now())
      .find(({ type }) => type === 'timeZoneName')?.value
  return [...new Set([named('short'), named('shortOffset')])].join(', ')
}
