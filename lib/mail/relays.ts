import { composeMail, type Message } from './compose.ts'
import { faultStage, judgeFailure, type ServerFault, type Verdict } from './policy.ts'
import { Relay } from './relay.ts'
import type { MailLane } from './schema.ts'
import type { RelayTiming } from './timing.ts'

export type Outcome =
  | { verdict: 'accepted' }
  | { verdict: Verdict; error: string; reason: string }
  | { verdict: 'stopped' }

export type RelayOptions = {
  /** The From header. */
  from: string
  timing: RelayTiming
  connections: Record<MailLane, number>
  /** Called where a relay refuses us for good. */
  hasFault(fault: ServerFault): void
  /** Called where a relay takes a mail. */
  works(server: string): void
}

/** Milliseconds to connect, and for the greeting, where there is another relay to go to. */
const patienceWithOthers = 5000

/** The mail servers of `SMTP_URL`. */
export class Relays {
  readonly #relays: Relay[]
  readonly #options: RelayOptions

  constructor(urls: readonly string[], options: RelayOptions) {
    const { timing, connections } = options
    this.#options = options
    const patience = urls.length > 1 ? patienceWithOthers : Number.POSITIVE_INFINITY
    const hasty = {
      ...timing,
      connect: Math.min(timing.connect, patience),
      greeting: Math.min(timing.greeting, patience),
    }
    this.#relays = urls.map((url) => new Relay(url, hasty, connections))
  }

  /** Tries the relays in order, those that lately failed last, until one accepts or the address proves bad. */
  async send(message: Message, lane: MailLane, stopped: AbortSignal): Promise<Outcome> {
    const mail = composeMail(message, this.#options.from)
    const inOrder = this.#relays.toSorted((one, other) => Number(one.isResting) - Number(other.isResting))
    let outcome: Outcome = { verdict: 'retry', error: 'No relay.', reason: 'no relay' }
    for (const relay of inOrder) {
      const failure = await relay.send(mail, lane, stopped)
      if (stopped.aborted && failure) return { verdict: 'stopped' }
      if (!failure) {
        this.#options.works(relay.name)
        return { verdict: 'accepted' }
      }
      const stage = faultStage(failure)
      if (stage) this.#options.hasFault({ server: relay.name, stage, answer: failure.error })
      outcome = { verdict: judgeFailure(failure), error: failure.error, reason: failure.reason }
      if (outcome.verdict === 'failed') break
    }
    return outcome
  }

  /** Ends every connection, also those in the middle of a message. */
  close(): void {
    for (const relay of this.#relays) relay.close()
  }
}
