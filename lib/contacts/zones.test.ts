import { expect, test } from 'vitest'
import { canonicalZone, listZones } from '#/lib/contacts/zones.ts'

test.each([
  ['Europe/Rome', 'Europe/Rome'],
  [' europe/rome ', 'Europe/Rome'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['US/Eastern', 'America/New_York'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['UTC', 'UTC'],
  ['Etc/UTC', 'UTC'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
  ['', null],
  ['Rome', null],
  ['Mars/Base', null],
  ['+01:00', null],
  ['Europe/Rome\0', null],
  ['Europe/Rome; drop', null],
  ['__proto__', null],
  ['A'.repeat(1_000_000), null],
])('the zone %j is %j', (raw, zone) => {
  expect(canonicalZone(raw)).toBe(zone)
})

test('every zone offered is accepted as it stands', () => {
  const zones = listZones()
  expect(zones.length).toBeGreaterThan(400)
  expect(zones).toContain('Asia/Kathmandu')
  expect(zones.filter((zone) => canonicalZone(zone) !== zone)).toEqual([])
})
