import type { MailLane } from '#/db/words/mail.ts'
import { isPassedOver, nobody, type PassedOver, passOver } from '#/lib/platform/mail/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'

/** A mail in flight. It takes a place until the mail server has answered. */
export type MailInFlight = { row: OutboxRow; isStalled: boolean; abort: AbortController; done: Promise<void> }

type Places = { moving: number; withStalled: number; ahead: number; rest: number }

/**
 * `moving`: most mails in flight; `withStalled`: including stalled ones, and the number of connections. `ahead`: most
 * claimed mails; `rest`: milliseconds between claims, which read and write for all their mails together. Announcements rest
 * longer, since writing and sending thousands without a pause would leave no time for pages.
 */
export const lanePlaces: Record<MailLane, Places> = {
  urgent: { moving: 2, withStalled: 8, ahead: 100, rest: 0 },
  ordinary: { moving: 5, withStalled: 20, ahead: 100, rest: 20 },
  bulk: { moving: 3, withStalled: 8, ahead: 20, rest: 100 },
}

/** Milliseconds within which claimed mail should be gone; if it is, the lane claims twice as many. */
const briskly = 250
/** Longest wait, in milliseconds, of an announcement's mail for the rest of its queue. */
const longestHold = 15_000
/** Milliseconds between looks at held mail. */
const betweenLooks = 200

let bulkHeldUntil = 0

/**
 * Keeps this process from sending bulk mail while it queues more, which would slow pages twice; answers how to release
 * it. Mail of the other lanes goes on.
 */
export function pauseBulk(): () => void {
  bulkHeldUntil = performance.now() + longestHold
  return () => {
    bulkHeldUntil = 0
  }
}

/** Milliseconds for which a word of waiting senders counts. */
const wayGiven = 100
/** What the other lanes claim then: a hundred mails a second, of which each costs the processor little. */
const givingWay = { most: 10, rest: 100 }

/** Events are taken in and mail is sent in separate module graphs. */
const shared = globalThis as typeof globalThis & { recapitoGivesWayUntil?: number }

/**
 * Called while senders of events wait for their answer, which no urgent mail waits for. Other mail is on disk; their
 * events are not yet.
 */
export function giveWay(): void {
  shared.recapitoGivesWayUntil = performance.now() + wayGiven
}

/** One lane's claimed mails of this worker: those in flight, and those that wait for a place. */
export class Lane {
  readonly name: MailLane
  readonly flights = new Set<MailInFlight>()
  /** Whether mail may be due that the last look could not take. */
  mayHaveMore = true
  #ready: OutboxRow[] = []
  #ahead = 0
  #claimedAt = Number.NEGATIVE_INFINITY

  constructor(name: MailLane) {
    this.name = name
  }

  /** All claimed mail without an outcome. */
  listHeld(): OutboxRow[] {
    return [...[...this.flights].map(({ row }) => row), ...this.#ready]
  }

  /** The recipients and domains whose mail waits, because it stalls. */
  passOver(): PassedOver {
    const { moving, withStalled } = lanePlaces[this.name]
    const stalled = this.#listStalled().map(({ row }) => row.recipient)
    return stalled.length === 0 ? nobody : passOver(stalled, withStalled - moving)
  }

  /** Milliseconds until it may claim again. */
  get restLeft(): number {
    // Looks again soon: the queueing may end at any time.
    if (this.name === 'bulk' && bulkHeldUntil > performance.now()) return betweenLooks
    const { rest } = this.#givesWay ? givingWay : lanePlaces[this.name]
    return Math.max(0, this.#claimedAt + rest - performance.now())
  }

  /** How many mails to claim now. More than there is room for while they leave quickly, to save disk syncs. */
  countWanted(): number {
    const passedOver = this.passOver()
    const ready = this.#ready.filter(({ recipient }) => !isPassedOver(passedOver, recipient)).length
    if (this.#givesWay) return ready > 0 ? 0 : Math.min(givingWay.most, this.#countFree() * givingWay.most)
    return ready > this.#ahead / 2 ? 0 : Math.max(0, this.#countFree() + this.#ahead - ready)
  }

  /** Takes claimed mails; `full` if there may be more. */
  add(rows: readonly OutboxRow[], full: boolean): void {
    const since = performance.now() - this.#claimedAt
    this.#claimedAt = performance.now()
    const { moving, ahead } = lanePlaces[this.name]
    this.#ahead = full && since < briskly ? Math.min(ahead, Math.max(moving, 2 * this.#ahead)) : 0
    this.#ready.push(...rows)
  }

  /** The next mail that may start; undefined if there is none, or no place. Drops mail whose lease has ended. */
  takeNext(): OutboxRow | undefined {
    if (this.#ready.length === 0 || this.#countFree() <= 0) return undefined
    const passedOver = this.passOver()
    this.#ready = this.#ready.filter(({ leaseUntil }) => (leaseUntil ?? 0) > now())
    const index = this.#ready.findIndex(({ recipient }) => !isPassedOver(passedOver, recipient))
    return index < 0 ? undefined : this.#ready.splice(index, 1)[0]
  }

  /** Gives back the mails that wait for a place. */
  takeReady(): OutboxRow[] {
    return this.#ready.splice(0)
  }

  get #givesWay(): boolean {
    return this.name !== 'urgent' && performance.now() < (shared.recapitoGivesWayUntil ?? 0)
  }

  #countFree(): number {
    const { moving, withStalled } = lanePlaces[this.name]
    const all = this.flights.size
    return Math.min(moving - (all - this.#listStalled().length), withStalled - all)
  }

  #listStalled(): MailInFlight[] {
    return [...this.flights].filter(({ isStalled }) => isStalled)
  }
}
