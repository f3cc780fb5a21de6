import { expect, test } from 'vitest'
import { formatDaySpans, formatHoursStatus, formatZoneOffset } from './words.ts'

const at = Date.parse('2026-11-25T12:00:00Z')
const say = (open: boolean, change: string | null, zone = 'Europe/Rome', locale: 'en' | 'it' = 'en') =>
  formatHoursStatus({ open, changesAt: change === null ? null : Date.parse(change) }, { zone, at, locale })

test.each([
  [true, '2026-11-25T17:00:00Z', 'until 18:00', 'fino alle 18:00'],
  [true, '2026-11-25T23:00:00Z', 'until midnight', 'fino a mezzanotte'],
  [true, '2026-11-26T01:30:00Z', 'until tomorrow at 02:30', 'fino a domani alle 02:30'],
  [true, '2026-11-28T17:00:00Z', 'until Saturday at 18:00', 'fino a sabato alle 18:00'],
  [false, '2026-11-25T13:00:00Z', 'opens today at 14:00', 'apre oggi alle 14:00'],
  [false, '2026-11-25T23:00:00Z', 'opens at midnight', 'apre a mezzanotte'],
  [false, '2026-11-26T08:00:00Z', 'opens tomorrow at 09:00', 'apre domani alle 09:00'],
  [
    false,
    '2026-12-01T23:00:00Z',
    'opens Wednesday 2 December at 00:00',
    'apre mercoledì 2 dicembre alle 00:00',
  ],
  [true, null, 'at any time, every day', 'a qualsiasi ora, tutti i giorni'],
  [false, null, '', ''],
])('open: %s, changing at %s: says when, in both languages', (open, change, en, it) => {
  expect(say(open, change)).toBe(en)
  expect(say(open, change, 'Europe/Rome', 'it')).toBe(it)
})

test('shows times in the visitor’s zone', () => {
  expect(say(true, '2026-11-25T17:00:00Z', 'Asia/Kathmandu')).toBe('until 22:45')
  expect(say(true, '2026-11-25T17:00:00Z', 'Pacific/Kiritimati')).toBe('until 07:00')
  expect(say(false, '2026-11-26T08:00:00Z', 'America/Los_Angeles')).toBe('opens at midnight')
})

test.each([
  ['2026-10-25T00:45:00Z', '2026-10-25T00:50:00Z', 'until 02:50 (GMT+2)'],
  ['2026-10-25T00:45:00Z', '2026-10-25T01:30:00Z', 'until 02:30 (GMT+1)'],
  ['2026-10-25T00:45:00Z', '2026-10-25T02:00:00Z', 'until 03:00'],
  ['2026-10-24T10:00:00Z', '2026-10-25T01:00:00Z', 'until tomorrow at 02:00 (GMT+1)'],
  ['2026-03-28T10:00:00Z', '2026-03-29T01:00:00Z', 'until tomorrow at 03:00'],
])(
  'at %s, with a change at %s, says %s: with the offset if the clock shows the time twice',
  (now, change, says) => {
    const status = { open: true, changesAt: Date.parse(change) }
    expect(formatHoursStatus(status, { zone: 'Europe/Rome', at: Date.parse(now), locale: 'en' })).toBe(says)
  },
)

test('formats a day by its hours', () => {
  expect(formatDaySpans([], 'en')).toEqual(['closed'])
  expect(formatDaySpans([{ from: 0, to: 1440 }], 'it')).toEqual(['tutto il giorno'])
  const spans = [
    { from: 0, to: 150 },
    { from: 1320, to: 1440 },
  ]
  expect(formatDaySpans(spans, 'en')).toEqual(['00:00–02:30', '22:00–24:00'])
})

test('shows the offset of the day', () => {
  expect(formatZoneOffset('Europe/Rome', at, 'it')).toBe('GMT+1')
  expect(formatZoneOffset('Europe/Rome', Date.parse('2026-07-01T00:00:00Z'), 'en')).toBe('GMT+2')
  expect(formatZoneOffset('Asia/Kathmandu', at, 'en')).toBe('GMT+5:45')
})
