import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { type MailLane, mailLanes } from '#/db/words/mail.ts'
import { env } from '#/env.ts'
import { log } from '#/lib/platform/log/log.ts'
import { isRelayFault } from '#/lib/platform/mail/policy.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import type { ComposedMail } from './compose.ts'
import { type Failure, parseFailure } from './failure.ts'
import type { RelayTiming } from './timing.ts'

/** So much of an answer is taken in; one that goes on ends the connection. */
const longestAnswer = 64 * 1024

export type RelaySettings = {
  timing: RelayTiming
  connections(lane: MailLane): number
  /** Called each time that it does not take a mail, or cannot be used when it is asked. */
  hasFailed(failure: Failure, relay: string): void
  /** Called when it can be used again after it could not for longer than `timing.outage`. */
  hasRecovered(): void
}

/** Milliseconds from one line of the log to the next about a server that cannot be used. */
const quiet = minute

/** One mail server of `SMTP_URL`, with connections of its own for each lane, kept open between mails. */
export class Relay {
  readonly name: string
  readonly #settings: RelaySettings
  readonly #pools: Record<MailLane, Pool>
  /** Why it cannot be used, and since when; while it is set no mail is tried. */
  #fault: { failure: Failure; since: number } | null = null
  #isProbing = false
  #nextProbe: NodeJS.Timeout | undefined
  #loggedAt = Number.NEGATIVE_INFINITY
  #isClosed = false

  constructor(url: string, settings: RelaySettings) {
    this.name = new URL(url).host
    this.#settings = settings
    const open = (lane: MailLane) => openPool(url, settings.timing, settings.connections(lane))
    this.#pools = { urgent: open('urgent'), ordinary: open('ordinary'), bulk: open('bulk') }
  }

  /** Answers null where it took the mail, else why not. A server that cannot be used is not asked. */
  async send(mail: ComposedMail, lane: MailLane, stopped: AbortSignal): Promise<Failure | null> {
    if (this.#fault) return this.#fault.failure
    const cut = new AbortController()
    const end = () => cut.abort()
    const timer = setTimeout(end, this.#settings.timing.delivery)
    stopped.addEventListener('abort', end)
    try {
      await this.#pools[lane].sendMail({ ...mail, signal: cut.signal })
      return null
    } catch (error) {
      const failure = parseFailure(error)
      if (!stopped.aborted) {
        this.#settings.hasFailed(failure, this.name)
        if (isRelayFault(failure)) {
          this.#log(failure)
          // One mail may have broken its connection by itself.
          void this.#probe()
        }
      }
      return failure
    } finally {
      clearTimeout(timer)
      stopped.removeEventListener('abort', end)
    }
  }

  /** Ends every connection, also those in the middle of a mail. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#nextProbe)
    for (const lane of mailLanes) this.#pools[lane].transporter.close?.({ force: true })
  }

  /** Asks, without a mail, whether it can be used. While it cannot, no mail is tried, and it is asked again and again. */
  async #probe(): Promise<void> {
    if (this.#isProbing || this.#isClosed) return
    this.#isProbing = true
    const { timing, hasFailed } = this.#settings
    const cut = new AbortController()
    const tooLong = rejectAfter(timing.delivery, cut.signal)
    try {
      await Promise.race([this.#pools.ordinary.verify(), tooLong])
      this.#open()
    } catch (error) {
      const failure = parseFailure(error)
      hasFailed(failure, this.name)
      this.#log(failure)
      this.#fault = { failure, since: this.#fault?.since ?? performance.now() }
      if (!this.#isClosed) this.#nextProbe = setTimeout(() => this.#probe(), timing.rest).unref()
    } finally {
      cut.abort()
      this.#isProbing = false
    }
  }

  #open(): void {
    const fault = this.#fault
    this.#fault = null
    if (!fault || performance.now() - fault.since < this.#settings.timing.outage) return
    log.info({ relay: this.name }, 'mail server can be used again')
    this.#settings.hasRecovered()
  }

  #log({ reason }: Failure): void {
    if (performance.now() - this.#loggedAt < quiet) return
    this.#loggedAt = performance.now()
    log.error({ relay: this.name, reason }, 'mail server cannot be used')
  }
}

async function rejectAfter(milliseconds: number, cut: AbortSignal): Promise<never> {
  await sleep(milliseconds, null, { ref: false, signal: cut })
  throw new Error('The mail server took too long.')
}

type Pool = ReturnType<typeof openPool>

/** What we call ourselves to a mail server (RFC 5321, 4.1.3): many refuse a name that is only known inside, as a machine's own often is. */
export function helloName(appUrl: string): string {
  const { hostname } = new URL(appUrl)
  if (/^[\d.]+$/.test(hostname)) return `[${hostname}]`
  return hostname.startsWith('[') ? hostname.replace('[', '[IPv6:') : hostname
}

function openPool(url: string, timing: RelayTiming, connections: number) {
  return nodemailer.createTransport({
    pool: true,
    url,
    name: helloName(env.APP_URL),
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
