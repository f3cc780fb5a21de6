import { setTimeout } from 'node:timers/promises'
import { slugOf } from './store.ts'

const categories = [
  'production-alert',
  'emergency',
  'technical',
  'merchant-issue',
  'user-escalation',
] as const
const senders = 4
/** Milliseconds until an unanswered sender retries. */
const pause = 5
const inBatch = 3
/** Milliseconds until a sender gives up on an answer. */
const patience = 15_000
/** The share of events that go to two servers at once. */
const doubleShare = 0.2

type Event = {
  account: string
  category: (typeof categories)[number]
  dedupKey: string
  action: 'trigger' | 'resolve'
  summary: string
}

/**
 * Event senders that behave well: they repeat each event until they get a 202, and later resolve half of the accepted
 * ones.
 */
export class Senders {
  /** Dedup keys answered with 202, for triggers and for resolutions. */
  readonly triggered = new Set<string>()
  readonly resolved = new Set<string>()
  /** Runs for each 202. */
  onAccepted: () => void = () => undefined
  /** The number of answers by status, or `no answer`. */
  readonly answers = new Map<string, number>()
  /** Refusals without an explanation or without a retry time. */
  readonly wordless: string[] = []
  most = Number.POSITIVE_INFINITY
  readonly #urls: readonly string[]
  readonly #key: string
  /** Events go to the accounts below this number. */
  accounts: number
  #waiting: Event[] = []
  #made = 0
  #turn = 0
  #sending: Promise<void> | null = null
  #isOver = false
  #accepted = 0

  /** With several servers each event goes to one, sometimes to two at once. */
  constructor(url: string | readonly string[], key: string, accounts: number) {
    this.#urls = [url].flat().map((one) => `${one}/api/v1/events`)
    this.#key = key
    this.accounts = accounts
  }

  start(): void {
    this.#isOver = false
    this.#accepted = 0
    this.#sending = Promise.all(Array.from({ length: senders }, () => this.#send())).then(() => undefined)
  }

  /** Waits for this many 202s since `start`, so that a slow machine tries as much as a fast one. */
  async waitUntilAccepted(least: number): Promise<void> {
    while (this.#accepted < least) await setTimeout(20)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#sending
  }

  async finish(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (!(await this.#deliver(this.#waiting.splice(0, inBatch)))) await setTimeout(pause)
    }
  }

  answered(status: string): number {
    return this.answers.get(status) ?? 0
  }

  /** Whether a further request gets one of these statuses within `limit` milliseconds. */
  async waitUntilAnswered(limit: number, ...statuses: string[]): Promise<boolean> {
    const count = () => statuses.reduce((sum, status) => sum + this.answered(status), 0)
    const before = count()
    for (const end = Date.now() + limit; Date.now() < end; await setTimeout(20))
      if (count() > before) return true
    return false
  }

  /** Refusals without an explanation, or with another status than 503: each is a fault. */
  badRefusals(): string[] {
    return [...this.wordless, ...[...this.answers.keys()].filter((one) => one !== '202' && one !== '503')]
  }

  async #send(): Promise<void> {
    while (!this.#isOver) {
      const size = Math.random() < 0.3 ? inBatch : 1
      const events = Array.from({ length: size }, () => this.#next()).filter((event) => event !== null)
      if (events.length === 0 || !(await this.#deliver(events))) await setTimeout(pause)
    }
  }

  async #deliver(events: Event[]): Promise<boolean> {
    const first = this.#turn++
    const copies = this.#urls.length > 1 && Math.random() < doubleShare ? 2 : 1
    const taken = await Promise.all(
      Array.from({ length: copies }, (_, copy) => this.#post(events, first + copy)),
    )
    if (!taken.includes(true)) {
      this.#waiting.push(...events)
      return false
    }
    for (const event of events) this.#note(event)
    this.#accepted++
    this.onAccepted()
    return true
  }

  async #post(events: readonly Event[], turn: number): Promise<boolean> {
    try {
      const answer = await fetch(this.#urls[turn % this.#urls.length] ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
        body: JSON.stringify(events.length === 1 ? events[0] : events),
        signal: AbortSignal.timeout(patience),
      })
      const said = await answer.text()
      this.#count(String(answer.status))
      if (answer.status >= 400 && !(/"title":"[^"]/.test(said) && answer.headers.has('retry-after')))
        this.wordless.push(`${answer.status} ${said.slice(0, 200)}`)
      return answer.status === 202
    } catch {
      this.#count('no answer')
      return false
    }
  }

  #count(answer: string): void {
    this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1)
  }

  #note(event: Event): void {
    const { dedupKey, action } = event
    if (action === 'resolve') this.resolved.add(dedupKey)
    else this.triggered.add(dedupKey)
    if (action === 'trigger' && Math.random() < 0.5) this.#waiting.push({ ...event, action: 'resolve' })
  }

  #next(): Event | null {
    return this.#waiting.shift() ?? (this.#made < this.most ? this.#make() : null)
  }

  #make(): Event {
    const number = this.#made++
    return {
      account: slugOf(number % this.accounts),
      category: categories[(number + Math.floor(number / this.accounts)) % categories.length] ?? 'technical',
      dedupKey: `crash-${number}`,
      action: 'trigger',
      summary: `Event ${number}`,
    }
  }
}
