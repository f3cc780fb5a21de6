import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { anyWindow, walkedStarts, walkedZones } from '#/tests/minute-walk.ts'
import { viewHours } from './view.ts'

const business: SupportWindow[] = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
]
const always: SupportWindow[] = [
  { days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00', zone: 'Europe/Rome' },
]
const view = (hours: SupportWindow[], at: string, zone: string | null = null) =>
  viewHours({ hours }, { zone, locale: 'en' }, Date.parse(at))
const until = (...given: Parameters<typeof view>) => new Date(view(...given).until).toISOString()

describe('the hours as a visitor sees them', () => {
  test('cover seven days from the visitor’s today, in the zone they chose or the brand’s own', () => {
    const own = view(business, '2026-11-27T12:00:00Z')
    expect(own.zone).toBe('Europe/Rome')
    expect(own.days.map(({ date, spans }) => [date, spans.length])).toEqual([
      ['2026-11-27', 1],
      ['2026-11-28', 0],
      ['2026-11-29', 0],
      ['2026-11-30', 1],
      ['2026-12-01', 1],
      ['2026-12-02', 1],
      ['2026-12-03', 1],
    ])
    const theirs = view(business, '2026-11-27T12:00:00Z', 'Pacific/Kiritimati')
    expect(theirs.days[0]).toEqual({ date: '2026-11-28', spans: [{ from: 0, to: 7 * 60 }] })
    expect(theirs.gaps).toContain('Saturday 07:00 to Monday 22:00')
  })

  test('use UTC without any', () => {
    expect(view([], '2026-11-27T12:00:00Z')).toMatchObject({ zone: 'UTC', status: { open: false } })
  })

  test('leave out windows in a removed zone', () => {
    const gone = { ...business[0], zone: 'Mars/Base' } as SupportWindow
    const only = view([gone], '2026-11-27T12:00:00Z')
    expect(only).toMatchObject({ zone: 'UTC', status: { open: false, changesAt: null } })
    expect(only.days.every(({ spans }) => spans.length === 0)).toBe(true)
    expect(view([gone, ...business], '2026-11-27T12:00:00Z')).toEqual({
      ...view(business, '2026-11-27T12:00:00Z'),
      unknownZones: ['Mars/Base'],
    })
  })

  test('have no gap when the clocks go forward, nor two when they go back', () => {
    for (const [day, zone] of [
      ['2026-03-29', 'Europe/Rome'],
      ['2026-10-25', 'Europe/Rome'],
      ['2026-04-24', 'Africa/Cairo'], // begins at 01:00
      ['2026-03-28', 'America/Nuuk'], // ends at 23:00
      ['2026-10-04', 'Australia/Lord_Howe'],
    ] as const) {
      const { days, gaps } = view(always, `${day}T10:00:00Z`, zone)
      expect(gaps, zone).toEqual([])
      expect(
        days.map(({ spans }) => spans),
        zone,
      ).toEqual(Array(7).fill([{ from: 0, to: 1440 }]))
    }
  })
})

describe('the page holds until', () => {
  test.each([
    ['support opens or closes', business, '2026-11-27T12:00:00Z', null, '2026-11-27T17:00:00.000Z'],
    ['the visitor’s day ends', business, '2026-11-27T18:00:00Z', null, '2026-11-27T23:00:00.000Z'],
    [
      'the day ends in the zone they chose',
      business,
      '2026-11-27T18:00:00Z',
      'Asia/Kathmandu',
      '2026-11-27T18:15:00.000Z',
    ],
    ['their clocks change', always, '2026-03-28T23:30:00Z', null, '2026-03-29T01:00:00.000Z'],
    ['the hours’ clocks change', always, '2026-03-29T00:30:00Z', 'UTC', '2026-03-29T01:00:00.000Z'],
  ])('%s', (_, hours, at, zone, then) => expect(until(hours, at, zone)).toBe(then))

  test('it changes, and always for some time', () => {
    fc.assert(
      fc.property(
        fc.array(anyWindow(), { maxLength: 3 }),
        fc.constantFrom(null, ...walkedZones),
        fc.constantFrom(...walkedStarts),
        fc.integer({ min: 0, max: 7 * 1440 }),
        (hours, zone, start, minute) => {
          const look = (at: number) => {
            const { until: end, ...shown } = viewHours({ hours }, { zone, locale: 'en' }, at)
            return { end, shown }
          }
          const at = start + minute * 60_000
          const first = look(at)
          expect(first.end).toBeGreaterThan(at)
          for (const share of [0.3, 0.9])
            expect(look(Math.floor(at + (first.end - at) * share)).shown).toEqual(first.shown)
          expect(look(first.end - 1).shown).toEqual(first.shown)
        },
      ),
      { numRuns: 25 },
    )
  })
})

test.each([
  ['is not told if the visitor’s clock changes with the hours’', '2026-10-23T12:00:00Z', null, []],
  ['is not told once it is over', '2026-10-26T12:00:00Z', 'Asia/Kathmandu', []],
  ['is not told in another week', '2026-10-12T12:00:00Z', 'Asia/Kathmandu', []],
  [
    'is told if the hours move',
    '2026-10-23T12:00:00Z',
    'Asia/Kathmandu',
    ['The clocks change on Sunday 25 October (Rome time).'],
  ],
  [
    'is told if the visitor’s clock moves on another day',
    '2026-10-30T12:00:00Z',
    'America/New_York',
    ['The clocks change on Sunday 1 November (New York time).'],
  ],
])('a clock change within the week %s', (_, at, zone, said) => {
  expect(view(business, at, zone).clockChanges).toEqual(said)
})
