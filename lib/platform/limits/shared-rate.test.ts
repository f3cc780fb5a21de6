import fc from 'fast-check'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { createSharedRate } from './shared-rate.ts'
import type { RateLimit } from './table.ts'

/** A rate of an instance without an open store. */
const createRate = (limit: RateLimit) => createSharedRate('test', limit, () => undefined)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
})

test('takes the burst, then as much as flows in', () => {
  const rate = createRate({ perSecond: 2, atOnce: 3 })
  expect([1, 2, 3, 4].map(() => rate.take('a'))).toEqual([0, 0, 0, 1])
  expect(rate.take('b')).toBe(0)
  vi.advanceTimersByTime(500)
  expect(rate.ask('a')).toBe(0)
  expect(rate.take('a')).toBe(0)
  expect(rate.take('a')).toBe(1)
})

test('takes a batch whole, and waits for its repayment before the next', () => {
  const rate = createRate({ perSecond: 10, atOnce: 10 })
  expect(rate.take('a', 100)).toBe(0)
  expect(rate.take('a')).toBe(10)
  vi.advanceTimersByTime(9000)
  expect(rate.ask('a')).toBe(1)
  vi.advanceTimersByTime(100)
  expect(rate.take('a', 100)).toBe(0)
})

test('keeps no more than `atOnce`, and takes nothing away when the clock is set back', () => {
  const rate = createRate({ perSecond: 1, atOnce: 2 })
  rate.take('a')
  vi.advanceTimersByTime(3_600_000)
  expect([1, 2, 3].map(() => rate.take('a'))).toEqual([0, 0, 1])
  vi.setSystemTime(Date.now() - 60_000)
  expect(rate.ask('a')).toBe(1)
})

test('lets through no more than burst and inflow, except for the last batch', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ after: fc.nat(3000), cost: fc.integer({ min: 1, max: 50 }) }), { maxLength: 60 }),
      (requests) => {
        const rate = createRate({ perSecond: 7, atOnce: 20 })
        let passed = 0
        let taken = 0
        let last = 0
        for (const { after, cost } of requests) {
          vi.advanceTimersByTime(after)
          passed += after
          if (rate.take('a', cost) > 0) continue
          taken += cost
          last = cost
        }
        expect(taken - last).toBeLessThanOrEqual(20 + (passed * 7) / 1000)
      },
    ),
  )
})
