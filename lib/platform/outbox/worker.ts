import { getTableName } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { claimMail, readNextDue, releaseMail, renewLeases } from './claims.ts'
import { Delivery, type MailSources } from './delivery.ts'
import { Lane, type MailInFlight } from './lane.ts'
import { OutcomeWriter } from './outcomes.ts'
import { type WorkerTiming, workerTiming } from './policy.ts'
import { nothingHeld, type OutboxRow, type PointVerdict, type Transport } from './transport.ts'

export type WorkerOptions = {
  store: Store
  /** The worker closes them when it stops. */
  transports: readonly Transport[]
  sources: MailSources
  /** The consequences of a settled mail, in the transaction that settles it. */
  onSettled(tx: Writer, settled: OutboxRow, verdict: PointVerdict): Promise<void>
  timing?: Partial<WorkerTiming>
}

export type Worker = {
  /** Looks for due mail of all lanes at once. */
  wake(): void
  /** Takes no more mail; resolves once mail in flight is settled, or cut off and due again. */
  stop(): Promise<void>
}

/** Starts sending mail from the outbox. Several workers, in one process or many, share the work safely. */
export function startWorker(options: WorkerOptions): Worker {
  const worker = new MailWorker(options)
  worker.wake()
  return worker
}

/** A worker keeps its claimed mail while it lives: leases are short, and renewed. */
class MailWorker implements Worker {
  readonly #owner = newId()
  readonly #options: WorkerOptions
  readonly #timing: WorkerTiming
  readonly #lanes: readonly Lane[]
  readonly #outcomes: OutcomeWriter
  readonly #delivery: Delivery
  readonly #ignoreCommits: () => void
  readonly #keeping: NodeJS.Timeout
  #timer: NodeJS.Timeout | undefined
  #polling: Promise<void> | null = null
  #stopping = false

  constructor(options: WorkerOptions) {
    const { store, transports } = options
    this.#options = options
    this.#timing = { ...workerTiming, ...options.timing }
    this.#lanes = transports.flatMap((transport) => {
      const lanes: Lane[] = []
      for (const places of transport.lanes) lanes.push(new Lane(places, transport, lanes))
      return lanes
    })
    this.#outcomes = new OutcomeWriter(
      store,
      (tx, row) => options.onSettled(tx, row, this.#evaluate(row)),
      async (tx, tried) => {
        for (const { lanes, record } of transports)
          await record?.(
            tx,
            tried.filter((row) => lanes.some(({ name }) => name === row.lane)),
          )
      },
    )
    this.#delivery = new Delivery(store.read, options.sources)
    this.#keeping = setInterval(() => this.#keep(), this.#timing.lease / 3)
    // Callers that wait for the commit go first: the person behind the mail gets the answer.
    this.#ignoreCommits = store.onCommit((notes) => {
      if (notes.has(getTableName(outbox))) setImmediate(() => this.wake())
    })
  }

  wake(): void {
    this.#look(this.#lanes)
  }

  /** Looks for due mail of these lanes at once: what ends in one transport concerns no other. */
  #look(lanes: readonly Lane[]): void {
    if (this.#stopping) return
    for (const lane of lanes) lane.lookAt = 0
    // What ends in the same moment is looked after together.
    this.#polling ??= new Promise(setImmediate).then(() => this.#poll())
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#ignoreCommits()
    clearTimeout(this.#timer)
    await this.#polling
    await this.#refund()
    const flights = this.#lanes.flatMap((lane) => [...lane.flights])
    const cut = setTimeout(() => {
      for (const flight of flights) flight.abort.abort()
    }, this.#timing.stop)
    await Promise.all(flights.map(({ done }) => done))
    clearTimeout(cut)
    // If the write fails now too, the mail repeats once its lease ends, under the same Message-ID.
    await this.#outcomes.retry()
    clearInterval(this.#keeping)
    await Promise.all(this.#options.transports.map((transport) => transport.close()))
  }

  /** Fills the free slots of each lane whose time to look has come, then sleeps until the next one's. */
  async #poll(): Promise<void> {
    let left = 0
    while (left <= 0 && !this.#stopping) {
      const lanes = this.#lanes.filter(({ lookAt }) => lookAt <= performance.now())
      for (const lane of lanes) lane.lookAt = Number.POSITIVE_INFINITY
      try {
        await this.#fill(lanes)
      } catch (error) {
        if (!this.#options.store.outdated.aborted) logFault(error, 'the outbox could not be read')
      }
      for (const lane of lanes) lane.lookWithin(this.#timing.poll)
      left = Math.min(...this.#lanes.map(({ lookAt }) => lookAt)) - performance.now()
    }
    // In the same step as the decision to sleep: who wakes the worker after it starts another poll.
    this.#polling = null
    clearTimeout(this.#timer)
    if (!this.#stopping) this.#timer = setTimeout(() => this.#look([]), left)
  }

  /** Fills the lanes' free slots, the urgent one's first. */
  async #fill(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) this.#startReady(lane)
    for (const lane of lanes) lane.mayHaveMore = true
    const wanting = lanes.filter((lane) => lane.countWanted() > 0)
    for (const lane of wanting) if (lane.restLeft > 0) lane.lookWithin(lane.restLeft)
    const ready = wanting.filter(({ restLeft }) => restLeft === 0)
    if (this.#stopping || ready.length === 0) return
    const held = new Map(ready.map((lane) => [lane.places.name, lane.hold()]))
    const found = await readNextDue(this.#options.store.read, held)
    // Claims that are asked for together share a disk sync.
    const claims = ready.map(async (lane) => {
      const { isDue = false, laterAt = null } = found.get(lane.places.name) ?? {}
      const { restLeft } = held.get(lane.places.name) ?? nothingHeld
      lane.mayHaveMore = held.get(lane.places.name) !== nothingHeld
      if (restLeft !== undefined) lane.lookWithin(restLeft)
      if (laterAt !== null) lane.lookWithin(Math.max(0, laterAt - now()))
      // Another worker has the due mail, and may lose it.
      if (isDue && !(await this.#claim(lane))) lane.lookWithin(this.#timing.poll / 2)
    })
    await Promise.all(claims)
  }

  /** Claims and starts due mail of the lane; returns whether there was any. */
  async #claim(lane: Lane): Promise<boolean> {
    // After a failed store or a jump of the clock we would claim our own mail again, and repeat it.
    if (this.#listHeld().some(({ leaseUntil }) => (leaseUntil ?? 0) <= now())) await this.#keep()
    const limit = lane.countWanted()
    const rows = await claimMail(this.#options.store, {
      lane: lane.places.name,
      owner: this.#owner,
      leaseUntil: now() + this.#timing.lease,
      limit,
      held: lane.hold(),
      byTurns: lane.places.byTurns,
    })
    this.#delivery.readFor(rows)
    lane.add(rows, rows.length === limit)
    this.#startReady(lane)
    if (rows.length === limit) {
      lane.mayHaveMore = true
      lane.lookAt = 0
    }
    return rows.length > 0
  }

  #evaluate(row: OutboxRow): PointVerdict {
    const lane = this.#lanes.find(({ places }) => places.name === row.lane)
    return lane?.transport.evaluate(row) ?? { is: 'nothing' }
  }

  #listHeld(): OutboxRow[] {
    return [...this.#lanes.flatMap((lane) => lane.listHeld()), ...this.#outcomes.listHeld()]
  }

  /** Renews the leases of our mail, and writes outcomes that failed. Leases wait for no outcome: many may wait for the store. */
  async #keep(): Promise<void> {
    void this.#outcomes.retry()
    const { lease } = this.#timing
    const leaseUntil = now() + lease
    // A lease further ahead is from before the clock was set back.
    const old = this.#listHeld().filter(
      ({ leaseUntil: until }) => (until ?? 0) < leaseUntil - lease / 3 || (until ?? 0) > leaseUntil,
    )
    if (old.length === 0) return
    try {
      const ids = old.map(({ id }) => id)
      const renewed = await renewLeases(this.#options.store, { owner: this.#owner, ids, leaseUntil })
      for (const row of old) if (renewed.has(row.id)) row.leaseUntil = leaseUntil
    } catch (error) {
      logFault(error, 'leases could not be renewed')
    }
  }

  /** Releases claimed mail that waits for a slot. */
  async #refund(): Promise<void> {
    const ids = this.#lanes.flatMap((lane) => lane.takeReady()).map(({ id }) => id)
    if (ids.length === 0) return
    await releaseMail(this.#options.store, this.#owner, ids).catch((error: unknown) =>
      logFault(error, 'claimed mail could not be released'),
    )
  }

  #startReady(lane: Lane): void {
    for (let row = lane.takeNext(); row; row = lane.takeNext()) {
      const flight: MailInFlight = {
        row,
        isStalled: false,
        abort: new AbortController(),
        done: Promise.resolve(),
      }
      lane.flights.add(flight)
      flight.done = this.#sendInBackground(lane, flight)
    }
  }

  async #sendInBackground(lane: Lane, flight: MailInFlight): Promise<void> {
    const stall = setTimeout(() => {
      flight.isStalled = true
      this.#look(lane.ofTransport)
    }, lane.places.stall ?? this.#timing.stall)
    const settled = await this.#delivery.try(flight.row, lane.transport, flight.abort.signal)
    clearTimeout(stall)
    lane.flights.delete(flight)
    this.#outcomes.add(settled)
    this.#startReady(lane)
    if (lane.mayHaveMore && lane.countWanted() > 0) this.#look(lane.ofTransport)
  }
}
