import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MailLane } from '#/db/words/mail.ts'
import { mailPlaces, mailPolicy } from '#/lib/platform/relay/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { Lane, pauseBulk, yieldToEvents } from './lane.ts'
import type { OutboxRow } from './transport.ts'

// No time passes in these tests: a lane rests for only 20 to 100 ms.
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const { moving, withStalled } = mailPlaces.ordinary

const laneOf = (name: MailLane) => new Lane({ name, ...mailPlaces[name] }, mailPolicy, [])

/** A claimed mail with the fields a lane reads. */
function claimed(id: string, leaseUntil = now() + 15_000): OutboxRow {
  return { id, recipient: `${id}@${id}.example`, leaseUntil } as OutboxRow
}

const flightOf = (row: OutboxRow) => ({
  row,
  isStalled: false,
  abort: new AbortController(),
  done: Promise.resolve(),
})

it('frees the slot of a stalled mail, until too many stall', () => {
  const lane = laneOf('ordinary')
  for (let stalled = 0; stalled < withStalled; stalled += moving) {
    expect(lane.countWanted()).toBe(moving)
    lane.add(
      Array.from({ length: moving + 1 }, (_, n) => claimed(`m${stalled + n}`)),
      false,
    )
    for (let row = lane.takeNext(); row; row = lane.takeNext()) lane.flights.add(flightOf(row))
    expect(lane.takeReady()).toHaveLength(1)
    for (const flight of lane.flights) flight.isStalled = true
  }
  expect(lane.countWanted()).toBe(0)
  lane.add([claimed('next')], false)
  expect(lane.takeNext()).toBeUndefined()
})

it('drops mail that waits for a slot past its lease: another worker has it', () => {
  const lane = laneOf('ordinary')
  lane.add([claimed('late', now() - 1), claimed('next')], false)
  expect(lane.takeNext()?.id).toBe('next')
  expect(lane.takeNext()).toBeUndefined()
  expect(lane.listHeld()).toEqual([])
})

it('claims little non-urgent mail while event senders wait', () => {
  const [urgent, ordinary] = [laneOf('urgent'), laneOf('ordinary')]
  const claimMany = (lane: ReturnType<typeof laneOf>) => {
    for (let claims = 0; claims < 8; claims++) lane.add([], true)
    return lane.countWanted()
  }
  expect(claimMany(ordinary)).toBe(moving + mailPlaces.ordinary.ahead)
  yieldToEvents()
  expect(claimMany(ordinary)).toBeLessThan(moving + mailPlaces.ordinary.ahead)
  expect(ordinary.restLeft).toBeGreaterThan(mailPlaces.ordinary.rest)
  expect(claimMany(urgent)).toBe(mailPlaces.urgent.moving + mailPlaces.urgent.ahead)
  expect(urgent.restLeft).toBe(0)
  delete (globalThis as { recapitoYieldsUntil?: number }).recapitoYieldsUntil
})

it('holds announcements while more are queued, and pauses after each claim; other mail continues', () => {
  const [ordinary, bulk] = [laneOf('ordinary'), laneOf('bulk')]
  const rests = () => [ordinary.restLeft > 0, bulk.restLeft > 0]
  const release = pauseBulk()
  expect(rests()).toEqual([false, true])
  release()
  expect(rests()).toEqual([false, false])
  for (const lane of [ordinary, bulk]) lane.add([], false)
  expect(rests()).toEqual([true, true])
  expect(bulk.restLeft).toBeGreaterThan(ordinary.restLeft)
})

it('claims no more ahead for recipients that take nothing now, and goes on for the others', () => {
  const hold = () => ({ has: ({ recipient }: OutboxRow) => recipient.startsWith('hung') })
  const lane = new Lane({ name: 'ordinary', ...mailPlaces.ordinary }, { ...mailPolicy, hold }, [])
  for (let claims = 0; claims < 20; claims++)
    lane.add(
      Array.from({ length: lane.countWanted() }, (_, n) => claimed(`hung${claims}-${n}`)),
      true,
    )
  expect(lane.countWanted()).toBe(moving)
  for (let place = 0; place < moving; place++) lane.flights.add(flightOf(claimed(`other${place}`)))
  expect(lane.countWanted()).toBe(0)
})
