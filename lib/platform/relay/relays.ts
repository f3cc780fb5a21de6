import type { MailLane } from '#/db/words/mail.ts'
import {
  faultStage,
  isRelayFault,
  judgeFailure,
  type ServerFault,
  type SmtpFailure,
  type Verdict,
} from '#/lib/platform/mail/policy.ts'
import { composeMail, type Message } from './compose.ts'
import { Relay, type RelaySettings } from './relay.ts'

/** `ofRelay`: the fault is the mail server's alone, and the log already has it. */
export type Outcome =
  | { verdict: 'accepted' }
  | { verdict: Verdict; error: string; reason: string; ofRelay: boolean }
  | { verdict: 'stopped' }

export type RelayOptions = Pick<RelaySettings, 'timing' | 'connections' | 'hasRecovered'> & {
  /** The From header. */
  from: string
  /** Called when a relay permanently refuses us. */
  hasFault(fault: ServerFault): void
  /** Called when a relay takes a mail. */
  works(server: string): void
}

/** Milliseconds to connect, and for the greeting, if there is another relay. */
const patienceWithOthers = 5000

/** The mail servers of `SMTP_URL`. */
export class Relays {
  readonly #relays: Relay[]
  readonly #options: RelayOptions

  constructor(urls: readonly string[], options: RelayOptions) {
    const { timing } = options
    this.#options = options
    const patience = urls.length > 1 ? patienceWithOthers : Number.POSITIVE_INFINITY
    const hasty = {
      ...timing,
      connect: Math.min(timing.connect, patience),
      greeting: Math.min(timing.greeting, patience),
    }
    const hasFailed = (failure: SmtpFailure & { error: string }, server: string) => {
      const stage = faultStage(failure)
      if (stage) options.hasFault({ server, stage, answer: failure.error })
    }
    this.#relays = urls.map((url) => new Relay(url, { ...options, timing: hasty, hasFailed }))
  }

  /** Tries the relays in order, without those that lately failed, until one accepts or the address proves bad. */
  async send(message: Message, lane: MailLane, stopped: AbortSignal): Promise<Outcome> {
    const mail = composeMail(message, this.#options.from)
    let outcome: Outcome = { verdict: 'retry', error: 'No relay.', reason: 'no relay', ofRelay: true }
    for (const relay of this.#relays) {
      const failure = await relay.send(mail, lane, stopped)
      if (stopped.aborted && failure) return { verdict: 'stopped' }
      if (!failure) {
        this.#options.works(relay.name)
        return { verdict: 'accepted' }
      }
      const { error, reason } = failure
      outcome = { verdict: judgeFailure(failure), error, reason, ofRelay: isRelayFault(failure) }
      if (outcome.verdict === 'failed') break
    }
    return outcome
  }

  /** Ends every connection, also those in the middle of a message. */
  close(): void {
    for (const relay of this.#relays) relay.close()
  }
}
