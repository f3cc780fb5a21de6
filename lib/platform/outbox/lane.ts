import type { MailLane } from '#/db/words/mail.ts'
import { isPassedOver, nobody, type PassedOver, passOver } from '#/lib/platform/mail/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { OutboxRow } from './claims.ts'
import { bulkHoldLeft } from './pause-bulk.ts'

/** A mail on its way. It takes a place until the mail server has answered, and is known to us until that is written. */
export type MailInFlight = {
  row: OutboxRow
  state: 'moving' | 'stalled' | 'landed'
  abort: AbortController
  done: Promise<void>
}

type Places = { moving: number; withStalled: number; ahead: number; rest: number }

/**
 * `moving`: mails in flight at once; `withStalled`: with those that have stalled, and so many connections. `ahead`: how many
 * are claimed at once at most; `rest`: milliseconds from one claim to the next. An announcement's mail rests, since to write
 * and send thousands without a pause would leave no time for pages.
 */
export const lanePlaces: Record<MailLane, Places> = {
  urgent: { moving: 2, withStalled: 8, ahead: 100, rest: 0 },
  ordinary: { moving: 5, withStalled: 20, ahead: 100, rest: 0 },
  bulk: { moving: 3, withStalled: 8, ahead: 20, rest: 100 },
}

/** Milliseconds within which claimed mail should be gone; while it is, twice as much is claimed at once. */
const briskly = 250
/** Milliseconds from one look at held mail to the next. */
const betweenLooks = 200

/** The mails of one lane that this worker has claimed: those in flight, and those that wait for the next place. */
export class Lane {
  readonly name: MailLane
  readonly flights = new Set<MailInFlight>()
  #ready: OutboxRow[] = []
  #ahead = 0
  #claimedAt = Number.NEGATIVE_INFINITY

  constructor(name: MailLane) {
    this.name = name
  }

  /** Everything claimed and not yet settled. */
  listHeld(): OutboxRow[] {
    return [...[...this.flights].map(({ row }) => row), ...this.#ready]
  }

  /** Whose mail is to wait, because what goes there stalls. */
  passOver(): PassedOver {
    const { moving, withStalled } = lanePlaces[this.name]
    const stalled = [...this.flights].filter(({ state }) => state === 'stalled')
    if (stalled.length === 0) return nobody
    return passOver(
      stalled.map(({ row }) => row.recipient),
      withStalled - moving,
    )
  }

  get isMoving(): boolean {
    return this.#count('moving') > 0
  }

  /** Milliseconds until it may claim again. */
  get restLeft(): number {
    // Looked at again soon: whoever holds it may let it go.
    if (this.name === 'bulk' && bulkHoldLeft() > 0) return betweenLooks
    return Math.max(0, this.#claimedAt + lanePlaces[this.name].rest - performance.now())
  }

  /** How many mails to claim now. More than there is room for while they go briskly: fewer claims, fewer disk syncs. */
  countWanted(): number {
    const passedOver = this.passOver()
    const ready = this.#ready.filter(({ recipient }) => !isPassedOver(passedOver, recipient)).length
    return ready > this.#ahead / 2 ? 0 : Math.max(0, this.#countFree() + this.#ahead - ready)
  }

  /** Takes what was claimed; `full` where there may be more. */
  add(rows: readonly OutboxRow[], full: boolean): void {
    const since = performance.now() - this.#claimedAt
    this.#claimedAt = performance.now()
    const { moving, ahead } = lanePlaces[this.name]
    this.#ahead = full && since < briskly ? Math.min(ahead, Math.max(moving, 2 * this.#ahead)) : 0
    this.#ready.push(...rows)
  }

  /** The next mail that may start; undefined where there is none, or no place. One whose lease has ended is dropped. */
  takeNext(): OutboxRow | undefined {
    if (this.#ready.length === 0 || this.#countFree() <= 0) return undefined
    const passedOver = this.passOver()
    this.#ready = this.#ready.filter(({ leaseUntil }) => (leaseUntil ?? 0) > now())
    const index = this.#ready.findIndex(({ recipient }) => !isPassedOver(passedOver, recipient))
    return index < 0 ? undefined : this.#ready.splice(index, 1)[0]
  }

  /** Gives away what waits for a place. */
  takeReady(): OutboxRow[] {
    return this.#ready.splice(0)
  }

  #countFree(): number {
    const { moving, withStalled } = lanePlaces[this.name]
    const [inMotion, stalled] = [this.#count('moving'), this.#count('stalled')]
    return Math.min(moving - inMotion, withStalled - inMotion - stalled)
  }

  #count(state: MailInFlight['state']): number {
    let count = 0
    for (const flight of this.flights) if (flight.state === state) count++
    return count
  }
}
