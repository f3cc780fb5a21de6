import { describe, expect, it } from 'vitest'
import { minute, second } from '#/lib/platform/values/clock.ts'
import {
  isPassedOver,
  isRelayFault,
  isWorthTelling,
  judgeFailure,
  longestTrying,
  passOver,
  recordOutcome,
  retryDelay,
} from './policy.ts'

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

// relay/relays.test.ts covers the answers of mail servers.
it('fails an address that no command can carry', () => {
  expect(judgeFailure({ command: 'API', code: 'EENVELOPE' })).toBe('failed')
})

it.each([
  [{ command: 'CONN', code: 'ESOCKET' }, true],
  [{ command: 'AUTH PLAIN', responseCode: 535 }, true],
  [{ command: 'MAIL FROM', responseCode: 421 }, true],
  [{ code: 'EDNS' }, true],
  [{ command: 'RCPT TO', responseCode: 450 }, false],
  [{ command: 'DATA', responseCode: 554 }, false],
])('whether the mail server is at fault for %o: %s', (failure, expected) => {
  expect(isRelayFault(failure)).toBe(expected)
})

describe('recordOutcome', () => {
  const mail = { attempts: 1, createdAt: 0, lifetime: longestTrying }

  it('retries while there is time, and keeps the error', () => {
    const settlement = recordOutcome(mail, { verdict: 'retry', error: 'DATA 451' }, 1000, 0.5)
    expect(settlement).toEqual({ status: 'retrying', dueAt: 16_000, lastError: 'DATA 451' })
    const failed = recordOutcome(mail, { verdict: 'retry', error: 'CONN 421', ofRelay: true }, 1000, 0.5)
    expect(failed).toMatchObject({ status: 'retrying', relayFailed: true })
  })

  it('expires if the next try would be too late', () => {
    const late = longestTrying - 15_000
    const settlement = recordOutcome(mail, { verdict: 'retry', error: 'DATA 451' }, late, 0.5)
    expect(settlement).toEqual({ status: 'expired', dueAt: null, lastError: 'DATA 451' })
  })

  it('makes mail that was cut off due at once', () => {
    const settlement = recordOutcome(mail, { verdict: 'stopped' }, 5000, 0.5)
    expect(settlement).toEqual({ status: 'retrying', dueAt: 5000, lastError: '' })
  })

  it.each([
    { verdict: 'accepted' },
    { verdict: 'withheld' },
    { verdict: 'failed', error: 'DATA 451' },
    { verdict: 'expired', error: 'DATA 451' },
  ] as const)('ends with %o, and keeps why', (ending) => {
    const lastError = 'error' in ending ? ending.error : ''
    expect(recordOutcome(mail, ending, 5000, 0.5)).toEqual({ status: ending.verdict, dueAt: null, lastError })
  })
})

const hour = 60 * minute
it.each([
  ['they never heard of', null, 0, true],
  ['still goes on', { toldAt: 0, workedAt: null }, 24 * hour - 1, false],
  ['goes on for a day', { toldAt: 0, workedAt: null }, 24 * hour, true],
  ['comes back at once', { toldAt: 0, workedAt: 10 }, hour - 1, false],
  ['comes back later', { toldAt: 0, workedAt: 10 }, hour, true],
] as const)('whether to tell staff of a fault that %s: %o at %i: %s', (_what, told, at, expected) => {
  expect(isWorthTelling(told, at)).toBe(expected)
})

describe('passOver', () => {
  const of = (domain: string, ...names: string[]) => names.map((name) => `${name}@${domain}`)

  const stalled = [...of('slow.example', 'a', 'b', 'c'), ...of('fine.example', 'a', 'a', 'a', 'b')]

  it('leaves out a recipient whose mail stalls, and nobody else', () => {
    const passed = passOver(stalled, 8)
    expect(passed.domains).toEqual([])
    expect(isPassedOver(passed, 'a@fine.example')).toBe(true)
    expect(isPassedOver(passed, 'd@slow.example')).toBe(false)
  })

  it('leaves out a domain with several stalled recipients, if there are many', () => {
    const passed = passOver(stalled, 7)
    expect(passed.domains).toEqual(['slow.example'])
    expect(isPassedOver(passed, 'd@slow.example')).toBe(true)
    expect(isPassedOver(passed, 'c@fine.example')).toBe(false)
  })
})
