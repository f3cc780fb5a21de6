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
/** Milliseconds until a sender that got no answer tries again. */
const pause = 5
const inBatch = 3
/** Milliseconds after which a sender takes an answer for lost. */
const patience = 15_000
/** How many of the events are sent to two servers in the same moment. */
const twiceShare = 0.2

type Event = {
  account: string
  category: (typeof categories)[number]
  dedupKey: string
  action: 'trigger' | 'resolve'
  summary: string
}

/**
 * Senders of events that behave as good ones do: what was not answered with 202 they send again, until it is. Half of what
 * was taken they later resolve.
 */
export class Senders {
  /** The dedup keys that were answered with 202, each once triggered, and once resolved. */
  readonly triggered = new Set<string>()
  readonly resolved = new Set<string>()
  /** Called for each answer 202. */
  onAccepted: () => void = () => undefined
  /** How often it was answered with a status, or not at all (`no answer`). */
  readonly answers = new Map<string, number>()
  /** Refusals that said nothing in words, or not when to come again. */
  readonly wordless: string[] = []
  /** So many events it makes at most. */
  most = Number.POSITIVE_INFINITY
  readonly #urls: readonly string[]
  readonly #key: string
  /** Events go to the accounts before this one. */
  accounts: number
  #waiting: Event[] = []
  #made = 0
  #turn = 0
  #sending: Promise<void> | null = null
  #isOver = false

  /** With several servers each event goes to one of them, now and then to two in the same moment. */
  constructor(url: string | readonly string[], key: string, accounts: number) {
    this.#urls = [url].flat().map((one) => `${one}/api/v1/events`)
    this.#key = key
    this.accounts = accounts
  }

  /** Sends until `stop`, whether anybody answers or not. */
  start(): void {
    this.#isOver = false
    this.#sending = Promise.all(Array.from({ length: senders }, () => this.#send())).then(() => undefined)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#sending
  }

  /** Sends what nobody has answered yet, and no more. */
  async finish(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (!(await this.#deliver(this.#waiting.splice(0, inBatch)))) await setTimeout(pause)
    }
  }

  /** How many requests were answered with this status. */
  answered(status: string): number {
    return this.answers.get(status) ?? 0
  }

  /** Whether yet another request is answered with one of these within `limit` milliseconds. */
  async untilAnswered(limit: number, ...statuses: string[]): Promise<boolean> {
    const count = () => statuses.reduce((sum, status) => sum + this.answered(status), 0)
    const before = count()
    for (const end = Date.now() + limit; Date.now() < end; await setTimeout(20))
      if (count() > before) return true
    return false
  }

  /** Refusals without words, or other than 503: each of these is a fault. */
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
    const copies = this.#urls.length > 1 && Math.random() < twiceShare ? 2 : 1
    const taken = await Promise.all(
      Array.from({ length: copies }, (_, copy) => this.#post(events, first + copy)),
    )
    if (!taken.includes(true)) {
      this.#waiting.push(...events)
      return false
    }
    for (const event of events) this.#note(event)
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
