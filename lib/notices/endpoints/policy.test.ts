import { expect, onTestFinished, test, vi } from 'vitest'
import type { EndpointKind } from '#/db/words/accounts.ts'
import type { DeliveryPart } from '#/db/words/mail.ts'
import { maxWait, recordOutcome, retryDelay, retryWindow } from '#/lib/platform/outbox/policy.ts'
import type { LanePlaces, OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { hour, minute, moveClock, second } from '#/lib/platform/values/clock.ts'
import { known } from '#/tests/known.ts'
import { endpointCallers } from './kinds.ts'
import { countEnd, countStart, endpointPolicy } from './policy.ts'

test.each<[DeliveryPart, string, number | null]>([
  ['notice', 'wake', minute],
  ['notice', 'hook', 5 * minute],
  ['escalation', 'wake', minute],
  ['reopened', 'wake', minute],
  ['repeat', 'wake', null],
  ['reminder', 'hook', null],
  ['acknowledged', 'wake', null],
  ['closed', 'wake', null],
  ['resolve', 'wake', null],
])('a silent %s in lane %s hands on after %s', (part, lane, expected) => {
  expect(endpointPolicy.patience?.({ part, lane } as OutboxRow)).toBe(expected)
})

const [wake, hook] = endpointPolicy.lanes.map(known)
const lanes = { wake: known(wake), hook: known(hook) }

const to = (recipient: string, host = 'a.example', accountId = recipient) =>
  ({ recipient, host, accountId, lane: 'wake' }) as OutboxRow
const flight = (row: OutboxRow, isStalled = false) => ({ row, isStalled })
const isHeld = (one: OutboxRow, ...inFlight: OutboxRow[]) =>
  endpointPolicy
    .hold(
      lanes.wake,
      inFlight.map((row) => flight(row)),
    )
    .has(one)

test.each<[EndpointKind, number, number]>([
  ['webhook', 20, second / 20],
  ['pagerduty', 2, second / 2],
  ['ntfy', 60, 5 * second],
  ['slack', 1, second],
  ['teams', 1, second],
  ['google-chat', 1, second],
])('%s takes %i messages at once, then one in %i ms', (kind, burst, every) => {
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
    moveClock(0)
  })
  const start = () => countStart(kind, endpointCallers[kind].rate)
  for (let n = 0; n < burst; n++) {
    expect([n, isHeld(to(kind))]).toEqual([n, false])
    start()
  }
  moveClock(-hour)
  for (const _ of ['once', 'again']) {
    vi.advanceTimersByTime(every - 1)
    expect([isHeld(to(kind)), isHeld(to('another'))]).toEqual([true, false])
    expect(endpointPolicy.hold(lanes.wake, []).restLeft).toBeLessThanOrEqual(1)
    vi.advanceTimersByTime(1)
    expect(isHeld(to(kind))).toBe(false)
    start()
  }
})

/** `5 a` are five messages in flight to endpoints of account a; `silent`: without an answer for 2 s; `hook`: ordinary ones. */
function fly(written: string, host: (n: number) => string) {
  return written.split(', ').flatMap((some) => {
    const [, count, account = ''] = /^(\d+) (\w+)/.exec(some) ?? []
    const lane = some.includes('hook') ? 'hook' : 'wake'
    return Array.from({ length: Number(count) }, (_, n) => {
      const row = { ...to(`${account}:${n}`, host(n), account), lane }
      return flight(row, some.includes('silent'))
    })
  })
}

test.each<[inFlight: string, to: string, isHeld: { wake: boolean; hook: boolean }]>([
  ['1 a', 'a:0', { wake: false, hook: true }],
  ['1 a, 1 a hook', 'a:0', { wake: true, hook: true }],
  ['2 a', 'a:9', { wake: false, hook: false }],
  // An account has half at most, and no more than it leaves free.
  ['3 a hook', 'a:9', { wake: false, hook: true }],
  ['4 a', 'a:9', { wake: true, hook: true }],
  ['4 a', 'b:9', { wake: false, hook: false }],
  ['4 a, 2 b', 'b:9', { wake: true, hook: true }],
  ['4 a, 2 b', 'c:9', { wake: false, hook: true }],
  ['3 a hook, 2 b hook, 1 c hook', 'a:9', { wake: false, hook: true }],
  ['4 a, 2 b, 1 c, 1 d', 'e:9', { wake: true, hook: true }],
  // Silent ones have half, whoever's; what they have beyond it counts for nobody.
  ['2 a silent', 'a:0', { wake: false, hook: true }],
  ['2 a silent, 1 b silent', 'b:0', { wake: false, hook: true }],
  ['2 a silent, 2 b silent', 'b:0', { wake: true, hook: true }],
  ['2 a silent, 2 b silent', 'b:9', { wake: false, hook: false }],
  ['4 a silent, 2 b silent, 1 c silent, 1 d silent', 'e:9', { wake: false, hook: false }],
  ['4 a silent, 2 b silent, 1 c silent, 1 d silent', 'd:0', { wake: true, hook: true }],
  ['4 a silent, 4 b silent, 2 c, 1 d', 'e:9', { wake: false, hook: true }],
  ['4 a silent, 4 b silent, 2 c, 1 d, 1 f', 'e:9', { wake: true, hook: true }],
])('beside %s at its host, a message to %s is held: %o', (inFlight, key, expected) => {
  const [account = ''] = key.split(':')
  const hold = (lane: LanePlaces, host = 'a.example') =>
    endpointPolicy
      .hold(
        lane,
        fly(inFlight, () => 'a.example'),
      )
      .has(to(key, host, account))
  expect({ wake: hold(lanes.wake), hook: hold(lanes.hook) }).toEqual(expected)
  if (key.endsWith('9'))
    expect([hold(lanes.wake, 'b.example'), hold(lanes.hook, 'b.example')]).toEqual([false, false])
})

test.each<[inFlight: string, to: string, isHeld: { wake: boolean; hook: boolean }]>([
  ['90 a hook', 'b', { wake: false, hook: false }],
  ['96 a hook', 'b', { wake: false, hook: true }],
  ['127 a', 'b', { wake: false, hook: true }],
  ['127 a, 1 b', 'c', { wake: true, hook: true }],
  ['42 a, 42 b, 42 c', 'a', { wake: true, hook: true }],
  ['42 a, 42 b, 42 c, 1 d', 'd', { wake: true, hook: true }],
  ['42 a, 42 b, 42 c, 1 d', 'e', { wake: false, hook: true }],
  ['42 a silent, 42 b silent, 42 c silent', 'e', { wake: false, hook: false }],
  ['200 a silent, 40 b', 'e', { wake: false, hook: false }],
  ['200 a silent, 64 b', 'e', { wake: true, hook: true }],
])('beside %s at hosts of their own, a message of %s is held: %o', (inFlight, account, expected) => {
  const flights = fly(inFlight, () => '').map(({ row, isStalled }, n) =>
    flight({ ...row, recipient: `${row.accountId}:${n}`, host: `${n}.example` }, isStalled),
  )
  const hold = (lane: LanePlaces) =>
    endpointPolicy.hold(lane, flights).has(to(`${account}:new`, 'new.example', account))
  expect({ wake: hold(lanes.wake), hook: hold(lanes.hook) }).toEqual(expected)
})

test('an endpoint is silent after a call without an answer, until it answers, and only so many are known', () => {
  const some = Array.from({ length: 5 }, (_, n) => to(`silent:${n}`))
  const [first, ...others] = some
  const held = () => isHeld(known(first), ...others)
  expect(held()).toBe(false)
  for (const one of some) countEnd(one, false)
  // Not even a thousand others that answer make it forget.
  for (let n = 0; n < 1001; n++) countEnd(to(`answering:${n}`), true)
  expect([held(), isHeld(to('unknown:1'), ...others)]).toEqual([true, false])
  countEnd(known(first), true)
  expect(held()).toBe(false)
  for (const one of some) countEnd(one, true)
})

test('what is in flight falls silent after 2 s, and there are places for six times as many with those', () => {
  const places = endpointPolicy.lanes.map(({ name, moving, withStalled, stall }) => [
    ...[name, moving, withStalled, stall],
  ])
  expect(places).toEqual([
    ['wake', 128, 768, 2 * second],
    ['hook', 96, 576, 2 * second],
  ])
})

test('tries again after longer and longer pauses for 72 hours, or when it was asked to, within an hour', () => {
  const waits = (random: number) =>
    [1, 2, 3, 4, 5, 6, 60].map((attempts) => retryDelay(endpointPolicy.pauses, attempts, random))
  const pauses = [5 * second, 30 * second, ...[2, 5, 15, 30, 30].map((minutes) => minutes * minute)]
  expect(waits(0.5)).toEqual(pauses)
  expect(waits(0)).toEqual(pauses.map((pause) => pause * 0.8))
  expect(waits(1)).toEqual(pauses.map((pause) => pause * 1.2))
  expect(maxWait(endpointPolicy, 1)).toBe(hour)
  const mail = { attempts: 60, createdAt: 0, lifetime: retryWindow }
  const busy = { verdict: 'retry', error: '429', after: 2 * hour } as const
  const at = (hours: number) => recordOutcome(mail, busy, endpointPolicy, hours * hour, 0.5)
  expect(at(70.9)).toMatchObject({ status: 'retrying', dueAt: 71.9 * hour })
  expect(at(71)).toMatchObject({ status: 'expired' })
})

test('claims of both lanes take turns by account', () => {
  expect(endpointPolicy.lanes.map(({ byTurns }) => byTurns)).toEqual([true, true])
})
