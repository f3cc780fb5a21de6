import { getTableName } from 'drizzle-orm'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { mailLanes } from '#/db/words/mail.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { nobody } from '#/lib/platform/mail/policy.ts'
import type { Sender } from '#/lib/platform/mail/render.ts'
import { Relays } from '#/lib/platform/relay/relays.ts'
import { type WorkerTiming, workerTiming } from '#/lib/platform/relay/timing.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { claimMail, hastenMail, type OutboxRow, readNextDue, releaseMail, renewLeases } from './claims.ts'
import { Contents } from './contents.ts'
import { type DeliveryTools, type MailSources, tryMail } from './delivery.ts'
import { FaultReports, type TellOfFault } from './faults.ts'
import { Lane, lanePlaces, type MailInFlight } from './lane.ts'
import { OutageRecord } from './outage.ts'
import { type FollowUp, OutcomeWriter } from './outcomes.ts'

export type WorkerOptions = {
  store: Store
  /** `smtp://…` or `smtps://…`, tried in order. */
  relays: readonly string[]
  /** The From header. */
  senderAddress: string
  readSender: () => Promise<Sender>
  sources: MailSources
  onSettled: FollowUp
  onFault: TellOfFault
  timing?: Partial<WorkerTiming>
}

export type Worker = {
  /** Looks into the outbox at once. */
  wake(): void
  /** Asks each mail server once whether it works; the log says what it met. */
  tryRelays(): Promise<void>
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
  readonly #lanes = mailLanes.map((name) => new Lane(name))
  readonly #faults: FaultReports
  readonly #outcomes: OutcomeWriter
  readonly #relays: Relays
  readonly #tools: DeliveryTools
  readonly #ignoreCommits: () => void
  readonly #keeping: NodeJS.Timeout
  #hastening: Promise<void>
  readonly #contents: Contents
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | null = null
  readonly #outage: OutageRecord
  #lookAgain = false
  #stopping = false

  constructor(options: WorkerOptions) {
    const { store, sources } = options
    this.#options = options
    this.#timing = { ...workerTiming, ...options.timing }
    this.#faults = new FaultReports(store, options.onFault)
    this.#outage = new OutageRecord(store)
    this.#outcomes = new OutcomeWriter(store, options.onSettled)
    this.#relays = new Relays(options.relays, {
      senderAddress: options.senderAddress,
      timing: this.#timing,
      connections: (lane) => lanePlaces[lane].withStalled,
      hasFault: (fault) => this.#faults.hasFault({ kind: 'server', ...fault }),
      works: (server) => this.#faults.works(server),
      onOutage: (isDown) => this.#outage.note(isDown),
      hasRecovered: () => {
        this.#hastening = this.#hasten()
      },
    })
    this.#contents = new Contents(store.read, options)
    this.#tools = {
      read: store.read,
      sources,
      contents: this.#contents,
      relays: this.#relays,
      hasFault: (fault) => this.#faults.hasFault(fault),
    }
    this.#keeping = setInterval(() => this.#keep(), this.#timing.lease / 3)
    // Callers that wait for the commit go first: the person behind the mail gets the answer.
    this.#ignoreCommits = store.onCommit((notes) => {
      if (notes.has(getTableName(outbox))) setImmediate(() => this.wake())
    })
    // Somebody may have started us with another mail server.
    this.#hastening = this.#hasten()
  }

  wake(): void {
    if (this.#stopping) return
    if (this.#looking) this.#lookAgain = true
    else this.#looking = this.#look().finally(() => (this.#looking = null))
  }

  tryRelays(): Promise<void> {
    return this.#relays.tryOnce()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#ignoreCommits()
    this.#outage.stop()
    clearTimeout(this.#timer)
    await Promise.all([this.#looking, this.#hastening])
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
    await this.#faults.stop()
    this.#relays.close()
    await this.#outage.end()
  }

  async #hasten(): Promise<void> {
    try {
      await hastenMail(this.#options.store)
      this.wake()
    } catch (error) {
      logFault(error, 'mail is waiting to be retried although the mail server works')
    }
  }

  /** Fills the free places of each lane, then sleeps until mail is due or something wakes it. */
  async #look(): Promise<void> {
    do {
      this.#lookAgain = false
      let sleep = this.#timing.poll
      try {
        sleep = Math.min(sleep, await this.#fill())
      } catch (error) {
        if (!this.#options.store.outdated.aborted) logFault(error, 'the outbox could not be read')
      }
      clearTimeout(this.#timer)
      if (!this.#stopping) this.#timer = setTimeout(() => this.wake(), sleep)
    } while (this.#lookAgain && !this.#stopping)
  }

  /** Claims and starts what is due, the urgent lane first. Answers the milliseconds until a lane needs another look. */
  async #fill(): Promise<number> {
    for (const lane of this.#lanes) this.#startReady(lane)
    for (const lane of this.#lanes) lane.mayHaveMore = true
    const wanting = this.#lanes.filter((lane) => lane.countWanted() > 0)
    const resting = wanting.map(({ restLeft }) => restLeft).filter((rest) => rest > 0)
    const ready = wanting.filter(({ restLeft }) => restLeft === 0)
    if (this.#stopping || ready.length === 0) return Math.min(...resting)
    const passedOver = Object.fromEntries(ready.map((lane) => [lane.name, lane.passOver()]))
    const found = await readNextDue(this.#options.store.read, passedOver)
    const waits = resting
    for (const lane of ready) {
      const { isDue, laterAt } = found[lane.name]
      lane.mayHaveMore = passedOver[lane.name] !== nobody
      if (laterAt !== null) waits.push(Math.max(0, laterAt - now()))
      // Another worker has the due mail, and may lose it.
      if (isDue && !(await this.#claim(lane))) waits.push(this.#timing.poll / 2)
    }
    return Math.min(...waits)
  }

  /** Claims due mail for the lane, and starts it; answers whether there was any. */
  async #claim(lane: Lane): Promise<boolean> {
    // After a failed store or a jump of the clock we would claim our own mail again, and repeat it.
    if (this.#listHeld().some(({ leaseUntil }) => (leaseUntil ?? 0) <= now())) await this.#keep()
    const limit = lane.countWanted()
    const rows = await claimMail(this.#options.store, {
      lane: lane.name,
      owner: this.#owner,
      leaseUntil: now() + this.#timing.lease,
      limit,
      passedOver: lane.passOver(),
    })
    this.#contents.readFor(rows)
    lane.add(rows, rows.length === limit)
    this.#startReady(lane)
    if (rows.length === limit) {
      lane.mayHaveMore = true
      this.#lookAgain = true
    }
    return rows.length > 0
  }

  #listHeld(): OutboxRow[] {
    return [...this.#lanes.flatMap((lane) => lane.listHeld()), ...this.#outcomes.listHeld()]
  }

  /** Writes outcomes that failed, and renews the leases of our other mail. */
  async #keep(): Promise<void> {
    await this.#outcomes.retry()
    const { lease } = this.#timing
    const leaseUntil = now() + lease
    // A lease further ahead is from before the clock was set back.
    const old = this.#listHeld().filter(
      ({ leaseUntil: until }) => (until ?? 0) < leaseUntil - lease / 3 || (until ?? 0) > leaseUntil,
    )
    if (old.length === 0) return
    try {
      const ids = old.map(({ id }) => id)
      const kept = await renewLeases(this.#options.store, { owner: this.#owner, ids, leaseUntil })
      for (const row of old) if (kept.has(row.id)) row.leaseUntil = leaseUntil
    } catch (error) {
      logFault(error, 'leases could not be renewed')
    }
  }

  /** Gives back mail that waits for a place. */
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
      flight.done = this.#fly(lane, flight)
    }
  }

  async #fly(lane: Lane, flight: MailInFlight): Promise<void> {
    const stall = setTimeout(() => {
      flight.isStalled = true
      this.wake()
    }, this.#timing.stall)
    const settled = await tryMail(flight.row, this.#tools, flight.abort.signal)
    clearTimeout(stall)
    lane.flights.delete(flight)
    this.#outcomes.add(settled)
    this.#startReady(lane)
    if (lane.mayHaveMore && lane.countWanted() > 0) this.wake()
  }
}
