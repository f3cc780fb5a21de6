import { describe, expect, it } from 'vitest'
import { mailPolicy } from '#/lib/platform/relay/policy.ts'
import { hour, minute, second } from '#/lib/platform/values/clock.ts'
import { type Ending, maxWait, recordOutcome, retryDelay, retryWindow } from './policy.ts'

const { pauses } = mailPolicy

it.each([
  [1, 15 * second],
  [2, minute],
  [3, 5 * minute],
  [4, 15 * minute],
  [5, 30 * minute],
  [60, 30 * minute],
])('after %i tries waits %i ms, give or take a fifth', (attempts, delay) => {
  expect(retryDelay(pauses, attempts, 0.5)).toBe(delay)
  expect(retryDelay(pauses, attempts, 0)).toBe(delay * 0.8)
  expect(retryDelay(pauses, attempts, 1)).toBe(delay * 1.2)
})

describe('recordOutcome', () => {
  const mail = { attempts: 1, createdAt: 0, lifetime: retryWindow }
  const record = (ending: Ending, at: number, maxPause = 0) =>
    recordOutcome(mail, ending, { pauses, maxPause }, at, 0.5)

  it('retries within the lifetime, and keeps the error', () => {
    const settlement = record({ verdict: 'retry', error: 'DATA 451' }, 1000)
    expect(settlement).toEqual({ status: 'retrying', dueAt: 16_000, lastError: 'DATA 451' })
    const failed = record({ verdict: 'retry', error: 'CONN 421', ofTransport: true }, 1000)
    expect(failed).toMatchObject({ status: 'retrying', relayFailed: true })
  })

  it('waits as long as the recipient asked, up to the transport’s limit', () => {
    const busy = { verdict: 'retry', error: '429', after: hour } as const
    expect(record(busy, 0, 2 * hour).dueAt).toBe(hour)
    expect(record(busy, 0, minute).dueAt).toBe(minute)
    expect(maxWait({ pauses, maxPause: hour }, 1)).toBe(hour)
  })

  it('waits for its own pause at least once it was tried three times', () => {
    const busy = { verdict: 'retry', error: '429', after: second } as const
    const waits = [3, 4, 60].map(
      (attempts) => recordOutcome({ ...mail, attempts }, busy, { pauses, maxPause: hour }, 0, 0.5).dueAt,
    )
    expect(waits).toEqual([second, 15 * minute, 30 * minute])
  })

  it('expires if the next attempt would be too late', () => {
    const settlement = record({ verdict: 'retry', error: 'DATA 451' }, retryWindow - 15_000)
    expect(settlement).toEqual({ status: 'expired', dueAt: null, lastError: 'DATA 451' })
  })

  it('makes aborted mail due immediately', () => {
    expect(record({ verdict: 'stopped' }, 5000)).toEqual({ status: 'retrying', dueAt: 5000, lastError: '' })
  })

  it.each([
    { verdict: 'accepted' },
    { verdict: 'withheld' },
    { verdict: 'failed', error: 'DATA 451' },
    { verdict: 'expired', error: 'DATA 451' },
  ] as const)('ends with %o, and keeps the reason', (ending) => {
    const lastError = 'error' in ending ? ending.error : ''
    expect(record(ending, 5000)).toEqual({ status: ending.verdict, dueAt: null, lastError })
  })
})
