import { expect, test } from 'vitest'
import { canonicalZone, firstKnownZone, groupZones, isKnownZone, listZones } from './zones.ts'

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
  ['etc/gmt+5', 'Etc/GMT+5'],
  ['Europe/Uzhgorod', 'Europe/Kyiv'],
  ['America/Godthab', 'America/Nuuk'],
  ['CET', 'Europe/Brussels'],
  ['EST', 'America/Panama'],
  ['IST', null],
  ['PST', null],
  ['SystemV/EST5', null],
  ['GMT+5', null],
  ['UTC+1', null],
  ['Etc/Unknown', null],
  ['Europe/Rome[Europe/Rome]', null],
  ['', null],
  ['Rome', null],
  ['Mars/Base', null],
  ['+01:00', null],
  ['t05-04', null],
  ['T10Z', null],
  ['Europe/Rome\0', null],
  ['Europe/Rome; drop', null],
  ['__proto__', null],
  ['A'.repeat(1_000_000), null],
])('reads the zone %j as %j', (raw, zone) => {
  expect(canonicalZone(raw)).toBe(zone)
})

test('accepts every zone offered, unchanged', () => {
  const zones = listZones()
  expect(zones.length).toBeGreaterThan(400)
  expect(zones).toContain('Asia/Kathmandu')
  expect(zones.filter((zone) => canonicalZone(zone) !== zone)).toEqual([])
})

test('groups zones by the area in their name; only UTC has none', () => {
  const groups = groupZones(['America/Argentina/Buenos_Aires', 'America/Lima', 'US/East-Indiana', 'UTC'])
  expect([...groups]).toMatchObject([
    ['America', [{ place: ['Argentina', 'Buenos Aires'] }, { zone: 'America/Lima', place: ['Lima'] }]],
    ['other', [{ zone: 'US/East-Indiana', place: ['US/East-Indiana'] }, { place: ['UTC'] }]],
  ])
  expect([...(groupZones(listZones()).get('other') ?? [])].map(({ zone }) => zone)).toEqual(['UTC'])
})

test('knows a stored zone by its exact name only', () => {
  expect(['Europe/Rome', 'Asia/Calcutta', 'utc', 't05-04', 'T10Z', ''].filter(isKnownZone)).toEqual([
    'Europe/Rome',
    'Asia/Calcutta',
    'utc',
  ])
})

test.each([
  [['Europe/Rome', 'UTC'], 'Europe/Rome'],
  [['Mars/Base', 'Asia/Kathmandu'], 'Asia/Kathmandu'],
  [[null, undefined, ''], 'UTC'],
  [[], 'UTC'],
])('finds the first known zone of %j: %s', (zones, found) => {
  expect(firstKnownZone(...zones)).toBe(found)
})
