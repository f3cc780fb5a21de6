import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#/lib/platform/values/clock.ts'
import { type CheckDates, checkReminderAfter, isCheckDue, nextCheckMail, spreadDate } from './policy.ts'

const at = Date.UTC(2026, 5, 10, 9)
const dueIn = (days: number) => ({ checkDueAt: at + days * day, checkMailDueAt: at + days * day })

describe('whether owners and editors are asked', () => {
  test.each([
    ['an account without a date', null, [], false],
    ['before the day', at + 1, [], false],
    ['on the day', at, [], true],
    ['long after', at - 400 * day, [], true],
    ['an incomplete account', at - day, ['alerts'], false],
  ])('%s', (_, checkDueAt, missing, expected) => {
    expect(isCheckDue({ checkDueAt }, missing, at)).toBe(expected)
  })
})

/** When mails go if nobody answers and each is sent `late`. */
function listMails(start: CheckDates, reviewDays: number, lates: readonly number[]): number[] {
  let dates = start
  return lates.map((late) => {
    const sentAt = (dates.checkMailDueAt ?? 0) + late
    dates = { ...dates, checkMailDueAt: nextCheckMail(dates, sentAt, reviewDays) }
    return sentAt
  })
}

describe('a check that nobody answers', () => {
  test('is mailed on the day, 14 days later, and then once each interval', () => {
    const sent = listMails(dueIn(0), 180, [0, 0, 0, 0])
    expect(sent.map((one) => (one - at) / day)).toEqual([0, 14, 14 + 180, 14 + 360])
  })

  test('is never mailed twice within 14 days, nor twice in an interval after the reminder', () => {
    const lates = fc.array(fc.integer({ min: 0, max: 100 * day }), { minLength: 3, maxLength: 8 })
    fc.assert(
      fc.property(lates, fc.integer({ min: 30, max: 730 }), (late, reviewDays) => {
        const sent = listMails(dueIn(reviewDays), reviewDays, late)
        const gaps = sent.slice(1).map((one, index) => one - (sent[index] ?? 0))
        expect(gaps[0]).toBeGreaterThanOrEqual(checkReminderAfter)
        for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(reviewDays * day)
        expect(sent[0]).toBeGreaterThanOrEqual(at + reviewDays * day)
      }),
    )
  })
})

describe('accounts without a date', () => {
  test('get one within the interval, always the same', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 30, max: 730 }), (id, reviewDays) => {
        const date = spreadDate(id, at, reviewDays)
        expect(date).toBeGreaterThanOrEqual(at)
        expect(date).toBeLessThan(at + reviewDays * day)
        expect(spreadDate(id, at, reviewDays)).toBe(date)
      }),
    )
  })

  test('are spread even when their ids share a millisecond', () => {
    const ids = Array.from({ length: 600 }, (_, index) => {
      const random = Math.imul(index + 1, 0x9e3779b1) >>> 0
      return `0198c0de-0000-7000-8000-0000${random.toString(16).padStart(8, '0')}`
    })
    const days = ids.map((id) => Math.floor((spreadDate(id, at, 60) - at) / day))
    const perDay = Array.from({ length: 60 }, (_, one) => days.filter((each) => each === one).length)
    expect(Math.max(...perDay)).toBeLessThan(30)
    expect(Math.min(...perDay)).toBeGreaterThan(2)
  })
})
