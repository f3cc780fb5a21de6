import { beforeEach, describe, expect, it } from 'vitest'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'
import { Lane, lanePlaces, type MailInFlight } from './lane.ts'
import { pauseBulk } from './pause-bulk.ts'

const { moving, withStalled } = lanePlaces.ordinary
const lease = 15_000

let lane: Lane
let made = 0

beforeEach(() => {
  lane = new Lane('ordinary')
})

function claimed(recipient = `m@b${made}.example`, leaseUntil = now() + lease): OutboxRow {
  return {
    id: `mail ${made++}`,
    recipient,
    leaseUntil,
    template: 'notice',
    locale: 'en',
    data: {},
    accountId: null,
    lane: 'ordinary',
    status: 'sending',
    attempts: 1,
    dueAt: leaseUntil,
    leaseOwner: 'worker',
    lastError: '',
    createdAt: now(),
    settledAt: null,
    noticeId: null,
    digestId: null,
    part: null,
    purpose: null,
    step: null,
    thenResolve: false,
    history: null,
  }
}

const claim = (count: number) => Array.from({ length: count }, () => claimed())

/** Starts whatever may start; answers the flights. */
function start(): MailInFlight[] {
  const started: MailInFlight[] = []
  for (let row = lane.takeNext(); row; row = lane.takeNext()) {
    const flight: MailInFlight = {
      row,
      state: 'moving',
      abort: new AbortController(),
      done: Promise.resolve(),
    }
    lane.flights.add(flight)
    started.push(flight)
  }
  return started
}

function land(flights: readonly MailInFlight[]): void {
  for (const flight of flights) flight.state = 'landed'
}

describe('a lane', () => {
  it('takes no more than it has places for', () => {
    expect(lane.countWanted()).toBe(moving)
    lane.add(claim(moving), true)
    expect(start()).toHaveLength(moving)
    expect(lane.countWanted()).toBe(0)
    expect(lane.isMoving).toBe(true)
  })

  it('takes more at once while mail goes briskly, up to a hundred, and no longer where no more waits', () => {
    for (let round = 0; round < 8; round++) {
      lane.add(claim(lane.countWanted()), true)
      for (let flights = start(); flights.length > 0; flights = start()) land(flights)
    }
    expect(lane.countWanted()).toBe(moving + 100)
    lane.add(claim(3), false)
    land(start())
    expect(lane.countWanted()).toBe(moving)
  })

  it('gives the place of a mail that stalls to another, until too many do', () => {
    for (let stalled = 0; stalled < withStalled; stalled += moving) {
      lane.add(claim(lane.countWanted()), false)
      const flights = start()
      expect(flights).toHaveLength(moving)
      for (const flight of flights) flight.state = 'stalled'
    }
    expect(lane.countWanted()).toBe(0)
    lane.add(claim(1), false)
    expect(start()).toEqual([])
  })

  it('leaves what goes to whom we wait for, and takes others before it', () => {
    lane.add([claimed('slow@b.example'), claimed('slow@b.example'), claimed('next@b.example')], false)
    const slow = lane.takeNext()
    if (!slow) throw new Error('nothing to take')
    const flight: MailInFlight = {
      row: slow,
      state: 'stalled',
      abort: new AbortController(),
      done: Promise.resolve(),
    }
    lane.flights.add(flight)
    expect(lane.takeNext()?.recipient).toBe('next@b.example')
    expect(lane.takeNext()).toBeUndefined()
    expect(lane.countWanted()).toBe(moving)
    land([flight])
    expect(lane.takeNext()?.recipient).toBe('slow@b.example')
  })

  it('drops what waits for a place past its lease: it is another worker’s', () => {
    lane.add([claimed('a@b.example', now() - 1), claimed('c@b.example')], false)
    expect(start().map(({ row }) => row.recipient)).toEqual(['c@b.example'])
    expect(lane.listHeld().map(({ recipient }) => recipient)).toEqual(['c@b.example'])
  })

  it('gives back what waits for a place', () => {
    lane.add(claim(moving + 2), true)
    start()
    expect(lane.takeReady()).toHaveLength(2)
    expect(lane.listHeld()).toHaveLength(moving)
  })
})

describe('mail of announcements', () => {
  it('is held while more of it is queued, and no other mail is', () => {
    const bulk = new Lane('bulk')
    const letGo = pauseBulk()
    expect(bulk.restLeft).toBeGreaterThan(0)
    expect(lane.restLeft).toBe(0)
    letGo()
    expect(bulk.restLeft).toBe(0)
  })

  it('rests after a claim', () => {
    const bulk = new Lane('bulk')
    bulk.add([], false)
    expect(bulk.restLeft).toBeGreaterThan(0)
    lane.add([], false)
    expect(lane.restLeft).toBe(0)
  })
})
