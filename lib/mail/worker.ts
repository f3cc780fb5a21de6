import type { Store } from '#/db/store/index.ts'
import type { Sender } from '#/emails/render.ts'
import { now } from '#/lib/clock.ts'
import { newId } from '#/lib/ids.ts'
import { log } from '#/lib/log.ts'
import { claimMail, type OutboxRow, readNextDue } from './claims.ts'
import { deliver } from './delivery.ts'
import { Relays, type RelayTiming } from './relays.ts'
import { type MailLane, mailLanes } from './schema.ts'

const second = 1000

/** Milliseconds. */
export type WorkerTiming = RelayTiming & {
  /** From a commit to the look into the outbox: the answer to whoever caused it goes out first. */
  pause: number
  /** Between looks where nothing wakes us: other processes queue mail too. */
  poll: number
  /** After which a delivery counts as stalled: it gives its place away, and its recipient is passed over. */
  stall: number
  /** How long stopping waits for what is in flight before it is cut off. */
  stop: number
}

export const workerTiming: WorkerTiming = {
  pause: 40,
  poll: second,
  stall: 3 * second,
  stop: 7 * second,
  connect: 10 * second,
  greeting: 15 * second,
  socket: 60 * second,
  delivery: 120 * second,
  rest: 30 * second,
}

/** Mails in flight at once, and how many with the stalled ones. `urgent` has places of its own. */
const places: Record<MailLane, number> = { urgent: 2, ordinary: 5 }
const placesWithStalled: Record<MailLane, number> = { urgent: 8, ordinary: 20 }

export type WorkerOptions = {
  store: Store
  /** `smtp://…` or `smtps://…`, tried in order. */
  relays: readonly string[]
  /** The From header. */
  from: string
  readSender: () => Promise<Sender>
  timing?: Partial<WorkerTiming>
}

export type Worker = {
  /** Looks into the outbox at once. */
  wake(): void
  /** Takes no more mail; resolves once what is in flight is settled, or was cut off and is due again. */
  stop(): Promise<void>
}

type Flight = { row: OutboxRow; stalled: boolean; abort: AbortController; done: Promise<void> }

/** Starts sending what is in the outbox. Several workers, in one process or many, share the work safely. */
export function startWorker(options: WorkerOptions): Worker {
  const worker = new MailWorker(options)
  worker.wake()
  return worker
}

class MailWorker implements Worker {
  readonly #options: WorkerOptions
  readonly #timing: WorkerTiming
  readonly #relays: Relays
  readonly #owner = newId()
  readonly #flights = new Set<Flight>()
  readonly #ignoreCommits: () => void
  #timer: NodeJS.Timeout | undefined
  #timerAt = Number.POSITIVE_INFINITY
  #looking: Promise<void> | null = null
  #lookAgain = false
  #stopping = false

  constructor(options: WorkerOptions) {
    this.#options = options
    this.#timing = { ...workerTiming, ...options.timing }
    this.#relays = new Relays(options.relays, options.from, this.#timing, placesWithStalled.ordinary)
    this.#ignoreCommits = options.store.onCommit(() => this.#lookWithin(this.#timing.pause))
  }

  wake(): void {
    if (this.#stopping) return
    if (this.#looking) this.#lookAgain = true
    else this.#looking = this.#look().finally(() => (this.#looking = null))
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#ignoreCommits()
    clearTimeout(this.#timer)
    await this.#looking
    const settled = Promise.all([...this.#flights].map((flight) => flight.done))
    const cut = setTimeout(() => {
      for (const flight of this.#flights) flight.abort.abort()
    }, this.#timing.stop)
    await settled
    clearTimeout(cut)
    this.#relays.close()
  }

  /** Fills the free places of each lane, then sleeps until something is due, or somebody wakes us. */
  async #look(): Promise<void> {
    do {
      this.#lookAgain = false
      let sleep = this.#timing.poll
      try {
        for (const lane of mailLanes) sleep = Math.min(sleep, await this.#fill(lane))
      } catch (error) {
        log.error({ error }, 'the outbox could not be read')
      }
      this.#lookWithin(sleep)
    } while (this.#lookAgain && !this.#stopping)
  }

  /** Milliseconds until the lane is worth another look. */
  async #fill(lane: MailLane): Promise<number> {
    const { store } = this.#options
    while (!this.#stopping) {
      const free = this.#freePlaces(lane)
      if (free <= 0) break
      const passedOver = [...this.#flights].filter((flight) => flight.stalled).map(({ row }) => row.recipient)
      const dueAt = await readNextDue(store.read, lane, passedOver)
      if (dueAt === null) break
      if (dueAt > now()) return dueAt - now()
      const leaseUntil = now() + this.#lease()
      const rows = await claimMail(store, { lane, owner: this.#owner, leaseUntil, limit: free, passedOver })
      for (const row of rows) this.#start(row)
      // Another worker has what is due; it may not keep it.
      if (rows.length === 0) return 10 * this.#timing.pause
    }
    return Number.POSITIVE_INFINITY
  }

  #freePlaces(lane: MailLane): number {
    const ours = [...this.#flights].filter(({ row }) => row.lane === lane)
    const moving = ours.filter((flight) => !flight.stalled)
    return Math.min(places[lane] - moving.length, placesWithStalled[lane] - ours.length)
  }

  /** Longer than the longest delivery, so that a mail is never in two hands while its worker lives. */
  #lease(): number {
    return this.#options.relays.length * this.#timing.delivery + 30 * second
  }

  #start(row: OutboxRow): void {
    const abort = new AbortController()
    const tools = { ...this.#options, relays: this.#relays }
    const flight: Flight = { row, stalled: false, abort, done: deliver(row, tools, abort.signal) }
    this.#flights.add(flight)
    const stall = setTimeout(() => {
      flight.stalled = true
      this.wake()
    }, this.#timing.stall)
    flight.done.finally(() => {
      clearTimeout(stall)
      this.#flights.delete(flight)
      this.wake()
    })
  }

  #lookWithin(milliseconds: number): void {
    const at = performance.now() + milliseconds
    if (this.#stopping || at >= this.#timerAt) return
    clearTimeout(this.#timer)
    this.#timerAt = at
    this.#timer = setTimeout(() => {
      this.#timerAt = Number.POSITIVE_INFINITY
      this.wake()
    }, milliseconds)
  }
}
