import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bulkJob } from '#/lib/admin/bulk/run.ts'
import { periodicJobs } from '#/lib/boot/jobs.ts'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { isNightFor } from './is-night.ts'
import {
  drillDateAfter,
  drillDateOnGoingLive,
  drillDateWithoutPlan,
  drillsPerTurn,
  drillTurnLength,
  isDrillTime,
  minutesFor,
  nextDrillAt,
} from './policy.ts'

const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2032, 0, 1) })
const far = ['America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati']
const zones = fc.constantFrom('UTC', 'Europe/Rome', ...far)
const ids = fc.uuid()
const inZone = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
/** At that time, or on the first business day after. */
const near = (date: number, from: number) => date >= from && date - from < 4 * day

describe('an account is drilled', () => {
  test('on a business day between 10:00 and 16:00 in its zone, within four days of the date', () => {
    fc.assert(
      fc.property(instants, zones, ids, (from, zone, accountId) => {
        const at = nextDrillAt({ from, zone, accountId })
        const local = inZone(at, zone)
        expect(near(at, from)).toBe(true)
        expect(local.dayOfWeek).toBeLessThanOrEqual(5)
        expect(local.hour).toBeGreaterThanOrEqual(10)
        expect(local.hour).toBeLessThan(16)
        expect(isDrillTime(at, zone)).toBe(true)
      }),
    )
  })

  test('always at the same time of day', () => {
    fc.assert(
      fc.property(instants, instants, zones, ids, (one, other, zone, accountId) => {
        const timeOf = (from: number) => inZone(nextDrillAt({ from, zone, accountId }), zone).toPlainTime()
        expect(timeOf(one).equals(timeOf(other))).toBe(true)
      }),
    )
  })

  test('at times spread over the six hours of a day', () => {
    const from = Date.UTC(2026, 10, 25)
    const dates = Array.from({ length: 600 }, (_, n) =>
      nextDrillAt({ from, zone: 'UTC', accountId: `0198c0de-0000-7000-8000-${n}` }),
    )
    const hours = Map.groupBy(dates, (date) => new Date(date).getUTCHours())
    for (const hour of [10, 11, 12, 13, 14, 15]) expect(hours.get(hour)?.length).toBeGreaterThan(70)
  })
})

test.each([
  ['a Friday afternoon', '2026-11-27T15:59:59.999+01:00', true],
  ['a Friday at the end', '2026-11-27T16:00:00+01:00', false],
  ['a Saturday', '2026-11-28T12:00:00+01:00', false],
  ['a Monday too early', '2026-11-30T09:59:59+01:00', false],
  ['a Monday', '2026-11-30T10:00:00+01:00', true],
])('whether people work on %s', (_, at, expected) => {
  expect(isDrillTime(Date.parse(at), 'Europe/Rome')).toBe(expected)
})

describe('the next drill date', () => {
  const at = Date.UTC(2026, 10, 25, 12)
  const account = { accountId: 'a', zone: 'UTC', drillDays: 180, at }

  test('is one interval after the last drill', () => {
    expect(near(drillDateAfter(account), at + 180 * day)).toBe(true)
  })

  test.each([
    ['gone live', null, null, at + 7 * day],
    ['back, drilled long ago', null, at - 300 * day, at + day],
    ['back, its date passed meanwhile', at - hour, at - 200 * day, at + day],
    ['back, drilled lately', null, at - 20 * day, at + 160 * day],
  ])('of an account once live: %s', (_, drillDueAt, drilledAt, from) => {
    expect(near(drillDateOnGoingLive({ ...account, drillDueAt, drilledAt }), from)).toBe(true)
  })

  test('does not move while it is in the future, however often the account pauses', () => {
    expect(drillDateOnGoingLive({ ...account, drillDueAt: at + hour, drilledAt: null })).toBe(at + hour)
  })

  test('of an account without one derives from its last drill or its going live', () => {
    const liveSince = at - 3 * day
    const dated = (drilledAt: number | null) => drillDateWithoutPlan({ ...account, liveSince, drilledAt })
    expect(near(dated(null), at + 4 * day)).toBe(true)
    expect(near(dated(at - 20 * day), at + 160 * day)).toBe(true)
  })

  test('of an overdue account is within a week, or spread over the interval without any drill', () => {
    const datesOf = (drilledAt: number | null) =>
      Array.from({ length: 1000 }, (_, n) => {
        const accountId = `0198c0de-0000-7000-8000-${n}`
        return drillDateWithoutPlan({ ...account, accountId, drilledAt, liveSince: at - 400 * day })
      })
    const late = datesOf(at - 181 * day)
    expect(Math.max(...late)).toBeLessThan(at + 11 * day)
    expect(new Set(late.map((date) => Math.floor((date - at) / day))).size).toBeGreaterThan(4)
    const dates = datesOf(null)
    const months = Map.groupBy(dates, (date) => Math.floor((date - at) / (30 * day)))
    for (const month of [0, 1, 2, 3, 4, 5]) expect(months.get(month)?.length).toBeGreaterThan(110)
    expect(Math.max(...dates)).toBeLessThan(at + 184 * day)
  })
})

describe('it is night for a recipient of a drill', () => {
  const office = { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' } as const
  const always = {
    days: [1, 2, 3, 4, 5, 6, 7],
    opens: '00:00',
    closes: '24:00',
    zone: 'Europe/Rome',
  } as const
  /** A Wednesday in winter: Rome is an hour ahead of UTC. */
  const at = (time: string) => Date.parse(`2026-01-14T${time}:00Z`)

  test.each([
    ['from 22:00', '21:00', 'Europe/Rome', [office], true],
    ['not before', '20:59', 'Europe/Rome', [office], false],
    ['until 7:00', '05:59', 'Europe/Rome', [office], true],
    ['not after', '06:00', 'Europe/Rome', [office], false],
    ['in their own zone', '12:00', 'Asia/Tokyo', [office], false],
    ['in their own zone, whatever the time in Rome', '15:00', 'Asia/Tokyo', [], true],
    ['not while support is given', '02:00', 'Europe/Rome', [always], false],
    ['also of an account without support hours', '02:00', 'Europe/Rome', [], true],
    ['in UTC if nothing knows their zone', '02:00', 'Nowhere/Land', [], true],
  ] as const)('%s', (_, time, zone, hours, expected) => {
    expect(
      isNightFor({
        at: at(time),
        zone,
        hours: hours.map((window) => ({ ...window, days: [...window.days] })),
      }),
    ).toBe(expected)
  })
})

test('a drill of many accounts takes as long as announced with a single worker', () => {
  const every = periodicJobs.find(({ name }) => name === bulkJob)?.every ?? Number.POSITIVE_INFINITY
  const betweenTurns = Math.ceil(drillTurnLength / every) * every
  const accounts = 10_000
  expect(((accounts / drillsPerTurn) * betweenTurns) / 60_000 / minutesFor(accounts)).toBeLessThan(1.1)
})
