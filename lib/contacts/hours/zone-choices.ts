import { hour, now } from '#/lib/platform/values/clock.ts'
import { listZones } from '#/lib/platform/values/zones.ts'

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
