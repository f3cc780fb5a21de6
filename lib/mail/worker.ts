import type { Store } from '#/db/store/index.ts'
import type { Sender } from '#/emails/render.ts'
import { now } from '#/lib/clock.ts'
import { newId } from '#/lib/ids.ts'
import { log } from '#/lib/log.ts'
import { claimMail, type OutboxRow, readNextDue, releaseMail, renewLeases } from './claims.ts'
import { tryMail } from './delivery.ts'
import { FaultReports } from './fault-reports.ts'
import type { MailFault } from './faults.ts'
import { type Flight, Lane, lanePlaces } from './lane.ts'
import type { RelayTiming } from './relay.ts'
import { Relays } from './relays.ts'
import { mailLanes } from './schema.ts'
import { Settler } from './settler.ts'

const second = 1000

/** Milliseconds. */
export type WorkerTiming = RelayTiming & {
  /** Between looks where nothing wakes us: other processes queue mail too. */
  poll: number
  /** How long claimed mail is ours; renewed while we live, so that what a killed worker had is soon taken up. */
  lease: number
  /** After which a delivery counts as stalled: it gives its place away, and its recipient is passed over. */
  stall: number
  /** How long stopping waits for what is in flight before it is cut off. */
  stop: number
}

export const workerTiming: WorkerTiming = {
  poll: second,
  lease: 15 * second,
  stall: 3 * second,
  stop: 7 * second,
  connect: 10 * second,
  greeting: 15 * second,
  socket: 60 * second,
  delivery: 120 * second,
  rest: 30 * second,
}

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
  readonly #faults: FaultReports
  readonly #settler: Settler
  readonly #owner = newId()
  readonly #lanes = mailLanes.map((name) => new Lane(name))
  readonly #ignoreCommits: () => void
  readonly #renewing: NodeJS.Timeout
  /** Read once for all mail of a claim. */
  #sender: Promise<Sender> | null = null
  #committed: NodeJS.Immediate | undefined
  #timer: NodeJS.Timeout | undefined
  #timerAt = Number.POSITIVE_INFINITY
  #looking: Promise<void> | null = null
  #lookAgain = false
  #stopping = false

  constructor(options: WorkerOptions) {
    const { store, relays, from } = options
    this.#options = options
    this.#timing = { ...workerTiming, ...options.timing }
    this.#faults = new FaultReports(store)
    this.#settler = new Settler(store)
    const connections = {
      urgent: lanePlaces.urgent.withStalled,
      ordinary: lanePlaces.ordinary.withStalled,
    }
    this.#relays = new Relays(relays, {
      from,
      timing: this.#timing,
      connections,
      hasFault: (fault) => this.#faults.hasFault({ kind: 'server', ...fault }),
      works: (server) => this.#faults.works(server),
    })
    this.#ignoreCommits = store.onCommit(() => this.#lookAfterCommit())
    this.#renewing = setInterval(() => this.#renew(), this.#timing.lease / 3)
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
    clearImmediate(this.#committed)
    await this.#looking
    await this.#release()
    const flights = this.#lanes.flatMap((lane) => [...lane.flights])
    const cut = setTimeout(() => {
      for (const flight of flights) flight.abort.abort()
    }, this.#timing.stop)
    this.#settler.stop()
    await Promise.all(flights.map(({ done }) => done))
    clearTimeout(cut)
    clearInterval(this.#renewing)
    await this.#faults.stop()
    this.#relays.close()
  }

  /** What waits for this commit goes on first: whoever caused the mail is answered. */
  #lookAfterCommit(): void {
    this.#committed ??= setImmediate(() => {
      this.#committed = undefined
      this.wake()
    })
  }

  /** Fills the free places of each lane, then sleeps until something is due, or somebody wakes us. */
  async #look(): Promise<void> {
    do {
      this.#lookAgain = false
      let sleep = this.#timing.poll
      try {
        for (const lane of this.#lanes) sleep = Math.min(sleep, await this.#fill(lane))
      } catch (error) {
        log.error({ error }, 'the outbox could not be read')
      }
      this.#lookWithin(sleep)
    } while (this.#lookAgain && !this.#stopping)
  }

  /** Milliseconds until the lane is worth another look. */
  async #fill(lane: Lane): Promise<number> {
    const { store } = this.#options
    while (!this.#stopping) {
      this.#startReady(lane)
      const limit = lane.countWanted()
      if (limit === 0) break
      const passedOver = lane.passOver()
      const dueAt = await readNextDue(store.read, lane.name, passedOver)
      if (dueAt === null) break
      if (dueAt > now()) return dueAt - now()
      // What has gathered shares the commit of the claim.
      this.#settler.flush()
      const leaseUntil = now() + this.#timing.lease
      const rows = await claimMail(store, {
        lane: lane.name,
        owner: this.#owner,
        leaseUntil,
        limit,
        passedOver,
      })
      // Another worker has what is due; it may not keep it.
      if (rows.length === 0) return this.#timing.poll / 2
      this.#sender = null
      lane.add(rows, rows.length === limit)
    }
    return Number.POSITIVE_INFINITY
  }

  #startReady(lane: Lane): void {
    for (let row = lane.takeNext(); row; row = lane.takeNext()) this.#start(lane, row)
  }

  #start(lane: Lane, row: OutboxRow): void {
    const abort = new AbortController()
    const flight: Flight = { row, state: 'moving', abort, done: Promise.resolve() }
    lane.flights.add(flight)
    flight.done = this.#fly(lane, flight).finally(() => lane.flights.delete(flight))
  }

  async #fly(lane: Lane, flight: Flight): Promise<void> {
    const stall = setTimeout(() => {
      flight.state = 'stalled'
      this.wake()
    }, this.#timing.stall)
    const tools = {
      read: this.#options.store.read,
      readSender: () => (this.#sender ??= this.#options.readSender()),
      relays: this.#relays,
      hasFault: (fault: MailFault) => this.#faults.hasFault(fault),
    }
    const settled = await tryMail(flight.row, tools, flight.abort.signal)
    clearTimeout(stall)
    flight.state = 'landed'
    const written = this.#settler.add(settled)
    this.#startReady(lane)
    if (lane.countWanted() > 0) this.wake()
    if (!this.#lanes.some((one) => one.isMoving)) this.#settler.flush()
    if (!(await written)) log.warn({ mail: flight.row.id }, 'mail was taken over by another worker')
  }

  /** Keeps what is ours from others while it takes long. */
  async #renew(): Promise<void> {
    const { lease } = this.#timing
    const held = this.#lanes.flatMap((lane) => lane.listHeld())
    const old = held.filter(({ leaseUntil }) => (leaseUntil ?? 0) < now() + (lease * 2) / 3)
    if (old.length === 0) return
    try {
      const leaseUntil = now() + lease
      const ids = old.map(({ id }) => id)
      const kept = await renewLeases(this.#options.store, { owner: this.#owner, ids, leaseUntil })
      for (const row of old) if (kept.has(row.id)) row.leaseUntil = leaseUntil
    } catch (error) {
      log.error({ error }, 'leases could not be renewed')
    }
  }

  async #release(): Promise<void> {
    const ids = this.#lanes.flatMap((lane) => lane.takeReady()).map(({ id }) => id)
    if (ids.length === 0) return
    await releaseMail(this.#options.store, this.#owner, ids).catch((error: unknown) =>
      log.error({ error }, 'claimed mail could not be given back'),
    )
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
