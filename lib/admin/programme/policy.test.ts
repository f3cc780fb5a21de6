import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueAfter } from '#/lib/notices/routing/routing.ts'
import { hour } from '#/lib/platform/values/clock.ts'
import {
  addUp,
  completionStepOf,
  completionSteps,
  dayLength,
  dayOf,
  emptyDay,
  listAnswerWindows,
  listMissingDays,
  listPeriods,
  medianStepOf,
  startOf,
} from './policy.ts'

const noon = Date.UTC(2026, 10, 25, 12)

describe('answers that fall due on a day', () => {
  const days = fc.integer({ min: 1, max: 12 })
  const instants = fc.integer({ min: Date.UTC(2025, 11, 1), max: Date.UTC(2027, 1, 1) })

  test('belong to the notices due on that day, and to no others', () => {
    fc.assert(
      fc.property(instants, days, fc.integer({ min: -4, max: 4 }), (seenAt, answerDays, off) => {
        const dueAt = dueAfter(seenAt, answerDays, 'UTC')
        const day = dayOf(dueAt + off * dayLength)
        const windows = listAnswerWindows(day, answerDays, startOf(day) + dayLength)
        const holding = windows.filter(({ from, until }) => seenAt >= from && seenAt < until)
        expect(holding).toHaveLength(off === 0 ? 1 : 0)
        for (const window of holding) expect('at' in window ? window.at : seenAt + window.after).toBe(dueAt)
      }),
      { numRuns: 500 },
    )
  })

  test('count during the day only once they are due', () => {
    fc.assert(
      fc.property(instants, days, fc.integer({ min: 1, max: dayLength }), (seenAt, answerDays, passed) => {
        const dueAt = dueAfter(seenAt, answerDays, 'UTC')
        const day = dayOf(dueAt)
        const at = startOf(day) + passed
        const windows = listAnswerWindows(day, answerDays, at)
        expect(windows.some(({ from, until }) => seenAt >= from && seenAt < until)).toBe(dueAt < at)
      }),
    )
    const monday = Date.UTC(2026, 10, 23)
    expect(listAnswerWindows('2026-11-24', 1, monday + dayLength + hour)).toEqual([
      { from: monday, until: monday + hour, after: dayLength },
      { from: monday - 2 * dayLength, until: monday, at: monday + dayLength },
    ])
  })
})

describe('days without a row', () => {
  const missing = (firstAccountAt: number | null, ...written: string[]) =>
    listMissingDays({ at: noon, firstAccountAt, written: new Set(written) })

  test('are empty without an account, or during its first day', () => {
    expect(missing(null)).toEqual([])
    expect(missing(noon - hour)).toEqual([])
  })

  test('are all later days without a row, newest first', () => {
    expect(missing(noon - 3 * dayLength)).toEqual(['2026-11-24', '2026-11-23', '2026-11-22'])
    expect(missing(noon - 3 * dayLength, '2026-11-23')).toEqual(['2026-11-24', '2026-11-22'])
  })

  test('go back 400 days at most', () => {
    const days = missing(0)
    expect(days).toHaveLength(400)
    expect(days.at(-1)).toBe('2025-10-21')
  })
})

test.each([
  [0, 0],
  [hour, 0],
  [hour + 1, 1],
  [30 * dayLength, 5],
  [31 * dayLength, 6],
])('%d ms count in step %d', (took, step) => expect(completionStepOf(took)).toBe(step))

test.each<[number[], number | 'longer' | null]>([
  [[0, 0, 0, 0, 0, 0, 0], null],
  [[1, 0, 0, 0, 0, 0, 0], hour],
  [[1, 2, 1, 0, 0, 0, 0], dayLength],
  [[1, 0, 0, 0, 0, 0, 5], 'longer'],
])('the median of %j is at most %s', (counts, step) => expect(medianStepOf(counts)).toBe(step))

test('a period has the state of its last known day and the sum of its events', () => {
  const day = (complete: number) => ({
    ...emptyDay(),
    accounts: 10,
    complete,
    answers: { inTime: 2, missed: 1 },
    completedWithin: completionSteps.map(() => 0).concat(complete),
  })
  expect(addUp([])).toBeNull()
  expect(addUp([day(3), day(4)])).toMatchObject({
    accounts: 10,
    complete: 4,
    answers: { inTime: 4, missed: 2 },
    completedWithin: [0, 0, 0, 0, 0, 0, 7],
  })
  const periods = listPeriods('quarter', '2026-11-25', [
    { day: '2026-11-18', standing: day(1) },
    { day: '2026-11-19', standing: day(3) },
    { day: '2026-11-25', standing: day(4) },
  ])
  expect(periods).toHaveLength(13)
  expect(periods[0]).toEqual({ from: '2026-08-27', to: '2026-09-02', standing: null })
  expect(periods.at(-2)).toMatchObject({ to: '2026-11-18', standing: { complete: 1 } })
  expect(periods.at(-1)).toMatchObject({
    from: '2026-11-19',
    standing: { complete: 4, answers: { inTime: 4 } },
  })
  expect(
    listPeriods('month', '2026-11-25', [])
      .map(({ to }) => to)
      .slice(-2),
  ).toEqual(['2026-11-24', '2026-11-25'])
  expect(listPeriods('year', '2026-11-25', [])).toHaveLength(13)
})
