import { getTranslations } from 'next-intl/server'
import type { SelectGroup } from '#/components/ui/select.tsx'
import { now } from '#/lib/platform/values/clock.ts'
import { listZones } from '#/lib/platform/values/zones.ts'

const regions = [
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

/** Every time zone by region, with its current offset from UTC; `kept` is always among them. */
export async function listZoneGroups(kept: string | null): Promise<SelectGroup[]> {
  const t = await getTranslations('settings.zones')
  const zones = listZones()
  if (kept && !zones.includes(kept)) zones.push(kept)
  const groups = new Map<string, SelectGroup & { options: { value: string; label: string }[] }>()
  for (const zone of zones) {
    const [head = '', ...rest] = zone.split('/')
    const region = regions.find((name) => name === head) ?? 'other'
    const group = groups.get(region) ?? { label: t(region), options: [] }
    groups.set(region, group)
    const place = (region === 'other' ? zone : rest.join(', ')).replaceAll('_', ' ')
    group.options.push({ value: zone, label: `${place} (${nameOffset(zone)})` })
  }
  return [...groups.values()]
}

/** "UTC", "UTC+2", "UTC−3:30". */
function nameOffset(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now())
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  return offset.replace('GMT', 'UTC').replace('-', '−')
}
