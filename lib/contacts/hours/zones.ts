import type { ContactInformation } from '#/db/words/accounts.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import { canonicalZone, firstKnownZone, listZones } from '#/lib/platform/values/zones.ts'

/** The zone for an account's business days: that of its first support hours (notices.md, Routing), else `otherwise`. */
export function businessZone(contacts: ContactInformation | null, otherwise?: string | null): string {
  return firstKnownZone(...(contacts?.['support-hours'] ?? []).map(({ zone }) => zone), otherwise)
}

/** The zone of the week's picture; `asked`: the reader chose it; `unknown`: the reader's text, if it is no zone. */
export type PictureZone = { zone: string; asked: boolean; unknown: string | null }

/** Reads `?zone=`; shows the picture in `otherwise` if the text is empty or no zone. */
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
 * Every time zone with the words that people search for beside its name: its abbreviation and current offset ("CET,
 * GMT+1"). Rebuilt each hour, since it takes a tenth of a second and clocks change.
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
