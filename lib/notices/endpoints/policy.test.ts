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

const to = (recipient: string, host = 'a.example', accountId = recipient) =>
  ({ recipient, host, accountId }) as OutboxRow
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
    expect(endpointPolicy.hold(known(endpointPolicy.lanes[0]), []).restLeft).toBeLessThanOrEqual(1)
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

test('an endpoint has two messages in flight, one of them urgent; beside many, one that is silent has one', () => {
  const one = to('endpoint:8')
  for (const lane of endpointPolicy.lanes.map(known)) {
    const crowd = Array.from({ length: lane.moving }, (_, n) => to(`crowd:${n}`, `${n}.example`))
    const held = (...flights: OutboxRow[]) => isHeldIn(lane, one, ...flights)
    const isOrdinary = !lane.isUrgent
    expect([held(one), held(one, one)]).toEqual([isOrdinary, true])
    expect([held(one, ...crowd), held(...crowd)]).toEqual([true, false])
    countEnd(one.recipient, true)
    expect([held(one, ...crowd), held(one, one, ...crowd)]).toEqual([isOrdinary, true])
    countEnd(one.recipient, false)
    expect(held(one, ...crowd)).toBe(true)
  }
})

test('half of the places stay free of endpoints that did not take their last message', () => {
  for (const lane of endpointPolicy.lanes.map(known)) {
    const silent = Array.from({ length: lane.moving / 2 + 1 }, (_, n) => ({
      ...to(`silent:${n}`, `${n}.example`),
      lane: lane.name,
    }))
    const flights = silent.slice(1)
    const held = (stalled = 0) => {
      const all = flights.map((row, place) => ({ row, isStalled: place < stalled }))
      const { has } = endpointPolicy.hold(lane, all)
      return [has(known(silent[0])), has(to('unknown:1'))]
    }
    expect(held()).toEqual([false, false])
    for (const { recipient } of silent) countEnd(recipient, false)
    // Not even a thousand others that take theirs make it forget.
    for (let n = 0; n < 1001; n++) countEnd(`taker:${n}`, true)
    expect([held(), held(1)]).toEqual([
      [true, false],
      [false, false],
    ])
    const many = Array.from({ length: 0.75 * lane.withStalled }, () => ({
      row: known(flights[0]),
      isStalled: true,
    }))
    const { has } = endpointPolicy.hold(lane, many)
    expect([has(known(silent[0])), has(to('unknown:1'))]).toEqual([true, false])
    for (const { recipient } of silent) countEnd(recipient, true)
    expect(held()).toEqual([false, false])
  }
})

test('a host has eight messages in flight, six of what is ordinary', () => {
  const flights = (count: number) => Array.from({ length: count }, (_, n) => to(`endpoint:${n}`))
  const [wake, hook] = endpointPolicy.lanes.map(known).map((lane) => {
    const held = [5, 6, 7, 8].map((count) => isHeldIn(lane, to('endpoint:9'), ...flights(count)))
    return [...held, isHeldIn(lane, to('endpoint:9', 'b.example'), ...flights(8))]
  })
  expect([wake, hook]).toEqual([
    [false, false, false, true, false],
    [false, true, true, true, false],
  ])
})

test('one account has half of the places of a host', () => {
  const inFlight = (count: number) =>
    Array.from({ length: count }, (_, n) => to(`one:${n}`, 'a.example', 'one'))
  const [wake, hook] = endpointPolicy.lanes.map(known).map((lane) => {
    const held = [2, 3, 4].map((count) => isHeldIn(lane, to('one:9', 'a.example', 'one'), ...inFlight(count)))
    const elsewhere = [to('other:9'), to('one:9', 'b.example', 'one')]
    return [...held, ...elsewhere.map((row) => isHeldIn(lane, row, ...inFlight(4)))]
  })
  expect([wake, hook]).toEqual([
    [false, false, true, false, false],
    [false, true, true, false, false],
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
