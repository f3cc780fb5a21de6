import nodemailer from 'nodemailer'
import type { RenderedMail } from '#/emails/layout.ts'
import type { Locale } from '#/lib/locale.ts'
import { log } from '#/lib/log.ts'
import { bounceAddress } from '#/lib/notices/tokens.ts'
import { isRelayFault, judgeFailure, type SmtpFailure, type Verdict } from './policy.ts'
import { type MailLane, mailLanes } from './schema.ts'

export type Message = RenderedMail & { id: string; to: string; locale: Locale }

/** `error` may name the address and goes into the outbox alone; `reason` does not, and may be logged. */
export type Outcome =
  | { verdict: 'accepted' }
  | { verdict: Verdict; error: string; reason: string }
  | { verdict: 'stopped' }

/** Milliseconds; `delivery` bounds one try at one relay, however slowly it trickles. */
export type RelayTiming = {
  connect: number
  greeting: number
  socket: number
  delivery: number
  rest: number
}

type Pool = ReturnType<typeof openPool>
type Relay = { name: string; pools: Record<MailLane, Pool>; restsUntil: number }

/** The mail servers of `SMTP_URL`, with connections of its own for each lane. */
export class Relays {
  readonly #relays: Relay[]
  readonly #from: string
  readonly #timing: RelayTiming

  constructor(urls: readonly string[], from: string, timing: RelayTiming, connections: number) {
    this.#from = from
    this.#timing = timing
    this.#relays = urls.map((url) => {
      const [urgent, ordinary] = mailLanes.map(() => openPool(url, timing, connections)) as [Pool, Pool]
      return { name: new URL(url).host, pools: { urgent, ordinary }, restsUntil: 0 }
    })
  }

  /** Tries the relays in order, those that lately failed last, until one accepts or the address proves bad. */
  async send(message: Message, lane: MailLane, stopped: AbortSignal): Promise<Outcome> {
    let outcome: Outcome = { verdict: 'retry', error: 'No relay.', reason: 'no relay' }
    for (const relay of this.#inOrder()) {
      outcome = await this.#sendBy(relay, message, lane, stopped)
      if (outcome.verdict !== 'retry') break
    }
    return outcome
  }

  /** Ends every connection, also those in the middle of a message. */
  close(): void {
    for (const { pools } of this.#relays) {
      for (const lane of mailLanes) pools[lane].transporter.close?.({ force: true })
    }
  }

  #inOrder(): Relay[] {
    const resting = (relay: Relay) => Number(relay.restsUntil > performance.now())
    return this.#relays.toSorted((one, other) => resting(one) - resting(other))
  }

  async #sendBy(relay: Relay, message: Message, lane: MailLane, stopped: AbortSignal): Promise<Outcome> {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(this.#timing.delivery)])
    try {
      await relay.pools[lane].sendMail({ ...compose(message, this.#from), signal })
      relay.restsUntil = 0
      return { verdict: 'accepted' }
    } catch (error) {
      if (stopped.aborted) return { verdict: 'stopped' }
      const failure = readFailure(error)
      if (isRelayFault(failure)) {
        relay.restsUntil = performance.now() + this.#timing.rest
        log.error({ relay: relay.name, reason: failure.reason }, 'mail server cannot be used')
      }
      return { verdict: judgeFailure(failure), error: failure.error, reason: failure.reason }
    }
  }
}

function openPool(url: string, timing: RelayTiming, connections: number) {
  return nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: connections,
    // One more try over a new connection where the server had closed an idle one; else the outbox tries again.
    maxRequeues: 1,
    connectionTimeout: timing.connect,
    dnsTimeout: timing.connect,
    greetingTimeout: timing.greeting,
    socketTimeout: timing.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function compose({ id, to, locale, subject, text, html }: Message, from: string) {
  const returnPath = bounceAddress(id)
  return {
    from,
    ...(returnPath && { envelope: { from: returnPath, to: [to] } }),
    // An object, so that an address is never read as a list of them.
    to: { name: '', address: to },
    subject,
    text,
    html,
    xMailer: false as const,
    messageId: messageIdOf(id, from),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': locale,
    },
  }
}

/** Derived from the mail's id, so that a repeat is recognisable (notices.md, What a message says). */
export function messageIdOf(id: string, from: string): string {
  return `<${id}@${/@([^\s<>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'}>`
}

function readFailure(thrown: unknown): SmtpFailure & { error: string; reason: string } {
  const error: Error & SmtpFailure & { response?: string } =
    thrown instanceof Error ? thrown : new Error(String(thrown))
  const { command, responseCode, code } = error
  return {
    ...(command ? { command } : {}),
    ...(responseCode ? { responseCode } : {}),
    ...(code ? { code } : {}),
    error: `${command ?? ''} ${error.response ?? error.message}`.replace(/\s+/g, ' ').trim().slice(0, 500),
    reason: [command, responseCode ?? code ?? error.name].filter(Boolean).join(' '),
  }
}
