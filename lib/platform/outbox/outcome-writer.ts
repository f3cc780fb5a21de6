import type { Store } from '#/db/store/store.ts'
import { log } from '#/lib/platform/log/log.ts'
import { countDelivery } from '#/lib/platform/log/metrics.ts'
import { hasFailed } from '#/lib/platform/mail/policy.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { type FollowUp, type SettledMail, settleMails } from './outcomes.ts'

type Entry = { settled: SettledMail; attempt: number; done: (written: boolean) => void }

/** Milliseconds that what became of a mail may wait for others, so that one disk sync serves many. */
const gathering = 50
const mostTogether = 100
/** Milliseconds until what could not be written is tried again, doubled up to a minute. */
const firstRetry = 1000
const longestRetry = minute

/** Writes what became of mails: those that end within a few milliseconds together. */
export class OutcomeWriter {
  readonly #store: Store
  readonly #followUp: FollowUp
  readonly #retries = new Map<Entry, NodeJS.Timeout>()
  #gathered: Entry[] = []
  #timer: NodeJS.Timeout | undefined
  #stopping = false

  constructor(store: Store, followUp: FollowUp) {
    this.#store = store
    this.#followUp = followUp
  }

  /**
   * Resolves once it is written; false where the mail is another worker's by now. What cannot be written is tried again
   * while this process lives and keeps the mail's lease, so that nobody repeats the mail meanwhile.
   */
  add(settled: SettledMail): Promise<boolean> {
    return new Promise((done) => {
      this.#gathered.push({ settled, attempt: 0, done })
      if (this.#gathered.length >= mostTogether) this.flush()
      else this.#timer ??= setTimeout(() => this.flush(), gathering)
    })
  }

  /** Writes what has gathered now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const entries = this.#gathered
    this.#gathered = []
    const failed = entries.filter(({ settled }) => hasFailed(settled.settlement.status))
    const others = entries.filter((entry) => !failed.includes(entry))
    if (others.length > 0) this.#write(others)
    for (const entry of failed) this.#write([entry])
  }

  /** Tries again what could not be written and is leased no more: a claim would take it, and repeat the mail. */
  async writeUnleased(): Promise<void> {
    const unleased = [...this.#retries.keys()].filter(({ settled }) => (settled.row.leaseUntil ?? 0) <= now())
    await Promise.all(unleased.map((entry) => this.#retry(entry)))
  }

  /** Tries everything once more, and then gives up: leases end, and the mail is repeated under the same Message-ID. */
  stop(): void {
    this.#stopping = true
    for (const entry of this.#retries.keys()) this.#retry(entry)
    this.flush()
  }

  #retry(entry: Entry): Promise<void> {
    clearTimeout(this.#retries.get(entry))
    this.#retries.delete(entry)
    return this.#write([entry])
  }

  async #write(entries: Entry[]): Promise<void> {
    try {
      const written = await settleMails(
        this.#store,
        entries.map(({ settled }) => settled),
        this.#followUp,
      )
      for (const { settled, done } of entries) {
        const isWritten = written.has(settled.row.id)
        if (isWritten) countDelivery(settled.row, settled.settlement.status, now())
        done(isWritten)
      }
    } catch (error) {
      // One that cannot be written must not keep the others from it.
      const [only] = entries
      if (only && entries.length === 1) this.#retryLater(only, error)
      else await Promise.all(entries.map((entry) => this.#write([entry])))
    }
  }

  #retryLater(entry: Entry, error: unknown): void {
    const mail = entry.settled.row.id
    log.error({ mail, error, attempt: entry.attempt }, 'what became of a mail could not be written')
    if (this.#stopping) {
      entry.done(false)
      return
    }
    const delay = Math.min(longestRetry, firstRetry * 2 ** entry.attempt++)
    this.#retries.set(
      entry,
      setTimeout(() => this.#retry(entry), delay),
    )
  }
}
