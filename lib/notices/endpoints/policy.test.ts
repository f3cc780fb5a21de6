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

const to = (recipient: string, host = 'a.example') => ({ recipient, host }) as OutboxRow
const isHeldIn = (lane: LanePlaces, one: OutboxRow, ...inFlight: OutboxRow[]) => {
  const flights = inFlight.map((row) => ({ row, isStalled: false }))
  return endpointPolicy.hold(lane, flights).has(one)
}
const isHeld = (one: OutboxRow, ...inFlight: OutboxRow[]) =>
  isHeldIn(known(endpointPolicy.lanes[0]), one, ...inFlight)

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
    vi.advanceTimersByTime(1)
    expect(isHeld(to(kind))).toBe(false)
    start()
  }
})

test('a lane has so many places, and more once its messages stall', () => {
  const places = endpointPolicy.lanes.map(({ name, moving, withStalled, stall }) => [
    ...[name, moving, withStalled, stall],
  ])
  expect(places).toEqual([
    ['wake', 16, 256, second / 4],
    ['hook', 24, 128, second / 2],
  ])
})

test('an endpoint has two messages in flight, one that did not take its last only if they are urgent, and a host eight', () => {
  const [wake, hook] = endpointPolicy.lanes
  const one = to('endpoint:8')
  const held = (lane = wake, ...flights: OutboxRow[]) => isHeldIn(known(lane), one, ...flights)
  expect([held(wake, one), held(hook, one)]).toEqual([false, true])
  countEnd(one.recipient, true)
  expect([held(hook, one), held(hook, one, one), held(wake, one, one)]).toEqual([false, true, true])
  countEnd(one.recipient, false)
  expect([held(hook, one), isHeldIn(known(hook), to('endpoint:9'), one)]).toEqual([true, false])
  const eight = Array.from({ length: 8 }, (_, n) => to(`endpoint:${n}`))
  expect([isHeld(one, ...eight.slice(1)), isHeld(one, ...eight)]).toEqual([false, true])
  expect(isHeld(to('endpoint:8', 'b.example'), ...eight)).toBe(false)
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
