import nodemailer from 'nodemailer'
import { log } from '#/lib/log.ts'
import type { ComposedMail } from './compose.ts'
import { type Failure, readFailure } from './failure.ts'
import { isRelayFault } from './policy.ts'
import { type MailLane, mailLanes } from './schema.ts'
import type { RelayTiming } from './timing.ts'

/** So much of an answer is taken in; one that goes on ends the connection. */
const longestAnswer = 64 * 1024

/** One mail server of `SMTP_URL`, with connections of its own for each lane, kept open between mails. */
export class Relay {
  readonly name: string
  readonly #timing: RelayTiming
  readonly #pools: Record<MailLane, Pool>
  /** Set while it is not to be tried before the others. */
  #rest: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(url: string, timing: RelayTiming, connections: Record<MailLane, number>) {
    this.name = new URL(url).host
    this.#timing = timing
    const open = (lane: MailLane) => openPool(url, timing, connections[lane])
    this.#pools = { urgent: open('urgent'), ordinary: open('ordinary'), bulk: open('bulk') }
  }

  get isResting(): boolean {
    return this.#rest !== undefined
  }

  /** Answers null where it took the mail, else why not. */
  async send(mail: ComposedMail, lane: MailLane, stopped: AbortSignal): Promise<Failure | null> {
    const cut = new AbortController()
    const end = () => cut.abort()
    const timer = setTimeout(end, this.#timing.delivery)
    stopped.addEventListener('abort', end)
    try {
      await this.#pools[lane].sendMail({ ...mail, signal: cut.signal })
      this.#wakeUp()
      return null
    } catch (error) {
      const failure = readFailure(error)
      if (isRelayFault(failure) && !stopped.aborted) this.#sleep(failure.reason)
      return failure
    } finally {
      clearTimeout(timer)
      stopped.removeEventListener('abort', end)
    }
  }

  /** Ends every connection, also those in the middle of a mail. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#rest)
    for (const lane of mailLanes) this.#pools[lane].transporter.close?.({ force: true })
  }

  /** Others come first for a while; then it is asked, by no mail that would wait for it, whether it works again. */
  #sleep(reason: string): void {
    if (this.#isClosed) return
    if (!this.isResting) log.error({ relay: this.name, reason }, 'mail server cannot be used')
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#pools.ordinary.verify().then(
        () => this.#wakeUp(),
        (error: unknown) => this.#sleep(readFailure(error).reason),
      )
    }, this.#timing.rest).unref()
  }

  #wakeUp(): void {
    clearTimeout(this.#rest)
    this.#rest = undefined
  }
}

type Pool = ReturnType<typeof openPool>

function openPool(url: string, timing: RelayTiming, connections: number) {
  return nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    // One more try over a new connection where the server had closed an idle one; else the outbox tries again.
    maxRequeues: 1,
    maxResponseSize: longestAnswer,
    connectionTimeout: timing.connect,
    dnsTimeout: timing.connect,
    greetingTimeout: timing.greeting,
    socketTimeout: timing.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
