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
  readonly #url: string
  readonly #key: string
  readonly #accounts: number
  #waiting: Event[] = []
  #made = 0
  #sending: Promise<void> | null = null
  #isOver = false

  constructor(url: string, key: string, accounts: number) {
    this.#url = `${url}/api/v1/events`
    this.#key = key
    this.#accounts = accounts
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
    while (this.#waiting.length > 0) await this.#deliver(this.#waiting.splice(0, inBatch))
  }

  async #send(): Promise<void> {
    while (!this.#isOver) {
      const size = Math.random() < 0.3 ? inBatch : 1
      const events = Array.from({ length: size }, () => this.#waiting.shift() ?? this.#make())
      if (!(await this.#deliver(events))) await setTimeout(pause)
    }
  }

  async #deliver(events: Event[]): Promise<boolean> {
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#key}` },
        body: JSON.stringify(events.length === 1 ? events[0] : events),
      })
      if (answer.status !== 202) throw new Error(`answered ${answer.status}: ${await answer.text()}`)
    } catch {
      this.#waiting.push(...events)
      return false
    }
    for (const event of events) this.#note(event)
    this.onAccepted()
    return true
  }

  #note(event: Event): void {
    const { dedupKey, action } = event
    if (action === 'resolve') this.resolved.add(dedupKey)
    else this.triggered.add(dedupKey)
    if (action === 'trigger' && Math.random() < 0.5) this.#waiting.push({ ...event, action: 'resolve' })
  }

  #make(): Event {
    const number = this.#made++
    return {
      account: slugOf(number % this.#accounts),
      category: categories[Math.floor(number / this.#accounts) % categories.length] ?? 'technical',
      dedupKey: `crash-${number}`,
      action: 'trigger',
      summary: `Event ${number}`,
    }
  }
}
