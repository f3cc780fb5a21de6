import { now } from '#/lib/platform/values/clock.ts'
import type { Flight, Held, LanePlaces, OutboxRow, Transport } from './transport.ts'

/** A mail in flight. It occupies a slot until its transport has answered. */
export type MailInFlight = Flight & { abort: AbortController; done: Promise<void> }

/** Milliseconds within which claimed mail should be gone; if it is, the lane claims twice as many. */
const fastDrain = 250
/** Longest wait, in milliseconds, of an announcement's mail for the rest of its queue. */
const maxHold = 15_000
/** Milliseconds between polls while bulk mail is held. */
const pollInterval = 200

let bulkHeldUntil = 0

/**
 * Keeps this process from sending bulk mail while it queues more, which would slow pages twice; returns a function to release
 * it. Mail of the other lanes goes on.
 */
export function pauseBulk(): () => void {
  bulkHeldUntil = performance.now() + maxHold
  return () => {
    bulkHeldUntil = 0
  }
}

/** How long one call of `yieldToEvents` lasts, in milliseconds. */
const yieldTime = 100
/** What the other lanes claim meanwhile: a hundred mails a second. */
const yieldLimits = { most: 10, rest: 100 }

/** Events are taken in and mail is sent in separate module graphs. */
const shared = globalThis as typeof globalThis & { recapitoYieldsUntil?: number }

/**
 * Called while senders of events wait for their answer, which no urgent mail waits for. Other mail is on disk; their
 * events are not yet.
 */
export function yieldToEvents(): void {
  shared.recapitoYieldsUntil = performance.now() + yieldTime
}

/** One lane's claimed mails of this worker: those in flight, and those that wait for a place. */
export class Lane<Of extends Pick<Transport, 'hold'> = Transport> {
  readonly places: LanePlaces
  readonly transport: Of
  readonly flights = new Set<MailInFlight>()
  /** Whether the last poll may have left due mail. */
  mayHaveMore = true
  /** When to look for due mail next, as `performance.now()`. */
  lookAt = 0
  /** All lanes of the transport, this one included. */
  readonly ofTransport: readonly Lane<Of>[]
  #ready: OutboxRow[] = []
  #ahead = 0
  #claimedAt = Number.NEGATIVE_INFINITY

  constructor(places: LanePlaces, transport: Of, ofTransport: readonly Lane<Of>[]) {
    this.places = places
    this.transport = transport
    this.ofTransport = ofTransport
  }

  /** Claimed mail without an outcome. */
  listHeld(): OutboxRow[] {
    return [...[...this.flights].map(({ row }) => row), ...this.#ready]
  }

  /** Mail that its transport does not accept now. */
  hold(): Held {
    return this.transport.hold(
      this.places,
      this.ofTransport.flatMap(({ flights }) => [...flights]),
      this.ofTransport.flatMap((lane) => lane.#ready),
    )
  }

  lookWithin(milliseconds: number): void {
    this.lookAt = Math.min(this.lookAt, performance.now() + milliseconds)
  }

  /** Milliseconds until it may claim again. */
  get restLeft(): number {
    // Polls again soon: the queueing may end at any time.
    if (this.places.isBulk && bulkHeldUntil > performance.now()) return pollInterval
    const { rest } = this.#isYielding ? yieldLimits : this.places
    return Math.max(0, this.#claimedAt + rest - performance.now())
  }

  /** How many mails to claim now. More than there are free slots while they leave quickly, to save disk syncs. */
  countWanted(): number {
    const held = this.hold()
    const ready = this.#ready.filter((row) => !held.has(row)).length
    if (this.#isYielding)
      return ready > 0 ? 0 : Math.min(yieldLimits.most, this.#countFree() * yieldLimits.most)
    // What its transport holds is claimed ahead too; places in flight are filled with other mail.
    const ahead = Math.max(0, this.#ahead - (this.#ready.length - ready))
    return ready > this.#ahead / 2 ? 0 : Math.max(0, this.#countFree() + ahead - ready)
  }

  /** Adds claimed mails; `full` if there may be more. */
  add(rows: readonly OutboxRow[], full: boolean): void {
    const since = performance.now() - this.#claimedAt
    this.#claimedAt = performance.now()
    const { moving, ahead } = this.places
    this.#ahead = full && since < fastDrain ? Math.min(ahead, Math.max(moving, 2 * this.#ahead)) : 0
    this.#ready.push(...rows)
  }

  /** The next mail that may start; undefined without one or a free slot. Drops mail with an expired lease. */
  takeNext(): OutboxRow | undefined {
    if (this.#ready.length === 0 || this.#countFree() <= 0) return undefined
    const held = this.hold()
    this.#ready = this.#ready.filter(({ leaseUntil }) => (leaseUntil ?? 0) > now())
    const index = this.#ready.findIndex((row) => !held.has(row))
    return index < 0 ? undefined : this.#ready.splice(index, 1)[0]
  }

  /** Removes and returns the mails that wait for a slot. */
  takeReady(): OutboxRow[] {
    return this.#ready.splice(0)
  }

  get #isYielding(): boolean {
    return !this.places.isUrgent && performance.now() < (shared.recapitoYieldsUntil ?? 0)
  }

  #countFree(): number {
    const { moving, withStalled } = this.places
    const all = this.flights.size
    const stalled = [...this.flights].filter(({ isStalled }) => isStalled).length
    return Math.min(moving - (all - stalled), withStalled - all)
  }
}
