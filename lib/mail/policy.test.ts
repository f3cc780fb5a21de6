import { describe, expect, it } from 'vitest'
import { isRelayFault, judgeFailure, longestTrying, retryDelay, settle } from './policy.ts'

const second = 1000
const minute = 60 * second

describe('retryDelay', () => {
  it.each([
    [1, 15 * second],
    [2, minute],
    [3, 5 * minute],
    [4, 15 * minute],
    [5, 30 * minute],
    [60, 30 * minute],
  ])('after %i tries waits %i ms, give or take a fifth', (attempts, delay) => {
    expect(retryDelay(attempts, 0.5)).toBe(delay)
    expect(retryDelay(attempts, 0)).toBe(delay * 0.8)
    expect(retryDelay(attempts, 1)).toBe(delay * 1.2)
  })
})

describe('judgeFailure', () => {
  it.each([
    ['RCPT TO', 550, 'failed'],
    ['RCPT TO', 450, 'retry'],
    ['MAIL FROM', 550, 'retry'],
    ['DATA', 554, 'retry'],
    ['AUTH PLAIN', 535, 'retry'],
    ['CONN', 554, 'retry'],
  ] as const)('%s %i: %s', (command, responseCode, verdict) => {
    expect(judgeFailure({ command, responseCode })).toBe(verdict)
  })

  it('lets an address that no command can carry fail, and a lost connection be retried', () => {
    expect(judgeFailure({ command: 'API', code: 'EENVELOPE' })).toBe('failed')
    expect(judgeFailure({ code: 'ECONNECTION' })).toBe('retry')
  })
})

describe('isRelayFault', () => {
  it.each([
    [{ command: 'CONN', code: 'ESOCKET' }, true],
    [{ command: 'AUTH PLAIN', responseCode: 535 }, true],
    [{ command: 'MAIL FROM', responseCode: 421 }, true],
    [{ code: 'EDNS' }, true],
    [{ command: 'RCPT TO', responseCode: 450 }, false],
    [{ command: 'DATA', responseCode: 554 }, false],
  ])('%o: %s', (failure, expected) => {
    expect(isRelayFault(failure)).toBe(expected)
  })
})

describe('settle', () => {
  const mail = { attempts: 1, createdAt: 0, lifetime: longestTrying }

  it('retries while there is time, and keeps the error', () => {
    const settlement = settle(mail, { verdict: 'retry', error: 'DATA 451' }, 1000, 0.5)
    expect(settlement).toEqual({ status: 'retrying', dueAt: 16_000, lastError: 'DATA 451' })
  })

  it('expires where the next try would come too late', () => {
    const settlement = settle(mail, { verdict: 'retry', error: 'DATA 451' }, longestTrying - 15_000, 0.5)
    expect(settlement).toEqual({ status: 'expired', dueAt: null, lastError: 'DATA 451' })
  })

  it('makes what was cut off due at once', () => {
    expect(settle(mail, { verdict: 'stopped' }, 5000, 0.5)).toEqual({
      status: 'retrying',
      dueAt: 5000,
      lastError: '',
    })
  })

  it.each(['accepted', 'withheld', 'expired'] as const)('%s is the end', (verdict) => {
    expect(settle(mail, { verdict }, 5000, 0.5)).toEqual({ status: verdict, dueAt: null, lastError: '' })
  })
})
