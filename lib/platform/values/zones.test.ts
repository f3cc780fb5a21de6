import { expect, test } from 'vitest'
import { canonicalZone, firstKnownZone, groupZones, isKnownZone, listZones, reportedZone } from './zones.ts'

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
])('reads the zone %j as %j', (raw, zone) => expect(canonicalZone(raw)).toBe(zone))

test.each([
  ...['IST', 'PST', 'SystemV/EST5', 'GMT+5', 'UTC+1', 'Etc/Unknown', 'Europe/Rome[Europe/Rome]', '', 'Rome'],
  ...['Mars/Base', '+01:00', 't05-04', 'T10Z', 'Europe/Rome\0', 'Europe/Rome; drop', '__proto__'],
  'A'.repeat(1_000_000),
])('reads no zone in %j', (raw) => expect(canonicalZone(raw)).toBeNull())

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

test('accepts a stored zone only by its exact name', () => {
  const known = ['Europe/Rome', 'Asia/Calcutta', 'utc']
  expect([...known, 't05-04', 'T10Z', ''].filter(isKnownZone)).toEqual(known)
})

test.each([
  [['Europe/Rome', 'UTC'], 'Europe/Rome'],
  [['Mars/Base', 'Asia/Kathmandu'], 'Asia/Kathmandu'],
  [[null, undefined, ''], 'UTC'],
  [[], 'UTC'],
])('finds the first known zone of %j: %s', (zones, found) => expect(firstKnownZone(...zones)).toBe(found))

test.each([
  ['Europe/Rome', 'Europe/Rome'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['UTC', null],
  ['Etc/UTC', null],
  ['<script>', null],
  ['', null],
])('reads the zone that a browser reports as %j as %j', (raw, zone) => expect(reportedZone(raw)).toBe(zone))
