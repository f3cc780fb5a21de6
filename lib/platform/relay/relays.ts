import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { type MailLane, mailLanes } from '#/db/words/mail.ts'
import { env } from '#/env.ts'
import { log } from '#/lib/platform/log/log.ts'
import type { Attempt } from '#/lib/platform/outbox/transport.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { type ComposedMail, composeMail, type Message } from './compose.ts'
import {
  classifyFailure,
  type Failure,
  faultStage,
  isOfUnknownAuthority,
  isRelayFault,
  parseFailure,
} from './failure.ts'
import type { ServerFault } from './faults.ts'
import type { RelayTiming } from './timing.ts'

type RelayOptions = Pick<RelaySettings, 'timing' | 'connections' | 'hasRecovered'> & {
  /** The address in the From header. */
  senderAddress: string
  /** Called when a relay permanently refuses us. */
  hasFault(fault: ServerFault): void
  /** Called when a relay accepts a mail. */
  works(server: string): void
  /** Called each time that no relay can be used, and when one can be used again. */
  onOutage(isDown: boolean): void
}

/** Milliseconds to connect, and for the greeting, if there is another relay. */
const fallbackTimeout = 5000

/** The mail servers of `SMTP_URL`. */
export class Relays {
  readonly #relays: Relay[]
  readonly #options: RelayOptions

  constructor(urls: readonly string[], options: RelayOptions) {
    const { timing } = options
    this.#options = options
    const patience = urls.length > 1 ? fallbackTimeout : Number.POSITIVE_INFINITY
    const hasty = {
      ...timing,
      connect: Math.min(timing.connect, patience),
      greeting: Math.min(timing.greeting, patience),
    }
    const hasFailed = (failure: Failure, server: string) => {
      const stage = faultStage(failure)
      if (stage) options.hasFault({ server, stage, answer: failure.error })
    }
    const onProbe = () => options.onOutage(this.#relays.every(({ isDown }) => isDown))
    this.#relays = urls.map((url) => new Relay(url, { ...options, timing: hasty, hasFailed, onProbe }))
  }

  /** Asks each relay once, without a mail, whether it works; the log says what it met. */
  async tryOnce(): Promise<void> {
    await Promise.all(this.#relays.map((relay) => relay.tryOnce()))
  }

  /** Tries the relays in order, skipping recently failed ones, until one accepts or refuses the address. */
  async send(message: Message, lane: MailLane, stopped: AbortSignal): Promise<Attempt> {
    const mail = composeMail(message, this.#options.senderAddress)
    let outcome: Attempt = { verdict: 'retry', error: 'No relay.', reason: 'no relay', ofTransport: true }
    for (const relay of this.#relays) {
      const failure = await relay.send(mail, lane, stopped)
      if (stopped.aborted && failure) return { verdict: 'stopped' }
      if (!failure) {
        this.#options.works(relay.name)
        return { verdict: 'accepted' }
      }
      const { error, reason } = failure
      outcome = { verdict: classifyFailure(failure), error, reason, ofTransport: isRelayFault(failure) }
      if (outcome.verdict === 'failed') break
    }
    return outcome
  }

  /** Ends every connection, also those in the middle of a message. */
  close(): void {
    for (const relay of this.#relays) relay.close()
  }
}

/** A longer answer ends the connection. */
const maxAnswerLength = 64 * 1024

type RelaySettings = {
  timing: RelayTiming
  connections(lane: MailLane): number
  /** Called each time it refuses a mail, or fails when asked. */
  hasFailed(failure: Failure, relay: string): void
  /** Called when it was asked, and its `isDown` is known. */
  onProbe(): void
  /** Called when it works again, at most once in `timing.recovery`. */
  hasRecovered(): void
}

/** Milliseconds between log lines about a server that cannot be used. */
const quiet = minute

export const trustRemedy =
  'Name the file with the certificate of its authority in NODE_EXTRA_CA_CERTS, or add ?ignoreTLS=true to SMTP_URL if the server is on this machine (docs/operations.md, When mail stops).'

/** One mail server of `SMTP_URL`, with its own connections for each lane, kept open between mails. */
export class Relay {
  readonly name: string
  readonly #settings: RelaySettings
  readonly #pools: Record<MailLane, Pool>
  /** Why it cannot be used; while set, no mail is tried. */
  #fault: Failure | null = null
  #recoveredAt = Number.NEGATIVE_INFINITY
  #recovery: NodeJS.Timeout | undefined
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

  get isDown(): boolean {
    return this.#fault !== null
  }

  async tryOnce(): Promise<void> {
    await this.#probe()
    if (!this.#fault && !this.#isClosed) log.info({ relay: this.name }, 'mail server is available')
  }

  /** Returns null if it accepted the mail, else the failure. Skips a server that cannot be used. */
  async send(mail: ComposedMail, lane: MailLane, stopped: AbortSignal): Promise<Failure | null> {
    if (this.#fault) return this.#fault
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
          // A single mail may have broken its connection.
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
    clearTimeout(this.#recovery)
    for (const lane of mailLanes) this.#pools[lane].transporter.close?.({ force: true })
  }

  /** Asks, without a mail, whether it works. Until it does, no mail is tried, and it is asked repeatedly. */
  async #probe(): Promise<void> {
    if (this.#isProbing || this.#isClosed) return
    this.#isProbing = true
    const { timing, hasFailed } = this.#settings
    try {
      await verify(this.#pools.ordinary, timing)
      this.#open()
    } catch (error) {
      const failure = parseFailure(error)
      hasFailed(failure, this.name)
      this.#log(failure)
      this.#fault = failure
      clearTimeout(this.#recovery)
      if (!this.#isClosed) this.#nextProbe = setTimeout(() => this.#probe(), timing.rest).unref()
    } finally {
      this.#isProbing = false
    }
    if (!this.#isClosed) this.#settings.onProbe()
  }

  #open(): void {
    const fault = this.#fault
    this.#fault = null
    if (!fault || this.#isClosed) return
    log.info({ relay: this.name }, 'mail server is available again')
    const wait = this.#recoveredAt + this.#settings.timing.recovery - performance.now()
    this.#recovery = setTimeout(
      () => {
        this.#recoveredAt = performance.now()
        this.#settings.hasRecovered()
      },
      Math.max(0, wait),
    ).unref()
  }

  #log(failure: Failure): void {
    if (performance.now() - this.#loggedAt < quiet) return
    this.#loggedAt = performance.now()
    const { reason } = failure
    const remedy = isOfUnknownAuthority(failure) ? { remedy: trustRemedy } : {}
    log.error({ relay: this.name, reason, ...remedy }, 'mail server is unavailable')
  }
}

/** Asks a mail server once, without a mail and without a line in the log; returns null if it works, else the failure. */
export async function askRelay(url: string, timing: RelayTiming): Promise<Failure | null> {
  const pool = openPool(url, timing, 1)
  try {
    await verify(pool, timing)
    return null
  } catch (error) {
    return parseFailure(error)
  } finally {
    pool.transporter.close?.({ force: true })
  }
}

/** Connects, encrypts and signs in. @throws Error if that fails or takes too long */
async function verify(pool: Pool, { delivery }: RelayTiming): Promise<void> {
  const cut = new AbortController()
  try {
    await Promise.race([pool.verify(), rejectAfter(delivery, cut.signal)])
  } finally {
    cut.abort()
  }
}

async function rejectAfter(milliseconds: number, cut: AbortSignal): Promise<never> {
  await sleep(milliseconds, null, { ref: false, signal: cut })
  throw new Error('The mail server took too long.')
}

type Pool = ReturnType<typeof openPool>

/** Our name for a mail server (RFC 5321, 4.1.3): many refuse an internal name, as a machine's own often is. */
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
    // Retries once over a new connection if the server closed an idle one; else the outbox retries.
    maxRequeues: 1,
    maxResponseSize: maxAnswerLength,
    connectionTimeout: timing.connect,
    dnsTimeout: timing.connect,
    greetingTimeout: timing.greeting,
    socketTimeout: timing.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}
