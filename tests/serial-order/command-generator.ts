import type { Dice } from '#/seed/programme/dice.ts'
import type { ReceivedMail } from '../relay-server.ts'
import type { Category, Command, SentEvent } from './commands.ts'
import { slugs, unknownAccount } from './contacts.ts'

/** What people and machines can name: the notices opened so far, and the mails that arrived. */
export type Seen = {
  notices: { id: string; slug: string; problem?: string }[]
  mails: readonly ReceivedMail[]
}

/** How often each thing is asked. */
const shares = {
  event: 40,
  unknown: 4,
  firings: 8,
  batch: 12,
  storm: 4,
  acknowledge: 12,
  'acknowledge by mail': 5,
  undo: 4,
  'undo by mail': 2,
  'hand back': 4,
  close: 9,
  remind: 4,
  'route again': 5,
  write: 3,
  drill: 1,
  bounce: 5,
  escalate: 3,
  pause: 4,
  resume: 5,
  disable: 1,
  enable: 1,
  'try again': 3,
}

/** The number of problems of each account and category that are reported again and again. */
const problems = 3
const maxBatch = 6
/** The firings of one series. */
const maxFirings = 4
/** For this many requests, all are about the same problem. */
const hotRequests = 12
/** More than the ten notices that are sent individually. */
const inStorm = 16

/** Makes up what is asked next, from a seed. */
export class CommandGenerator {
  readonly #dice: Dice
  readonly #seen: Seen
  #requests = 0
  /** What everybody asks about at the moment. */
  #hot: { source: number; account: string; category: Category; problem: number } | undefined

  constructor(dice: Dice, seen: Seen) {
    this.#dice = dice
    this.#seen = seen
  }

  next(): Command {
    const dice = this.#dice
    if (this.#requests % hotRequests === 0) this.#hot = this.#pickHot()
    const notice = this.#pickNotice()
    const mail = this.#pick(this.#seen.mails)
    const what = dice.weigh(shares)
    switch (what) {
      case 'batch':
        return this.#request(dice.between(2, maxBatch + 1))
      case 'storm':
        return this.#request(inStorm, dice.between(0, 4) * inStorm + problems)
      case 'acknowledge':
      case 'undo':
        if (!notice) return this.#request(1)
        return { what, slug: this.#slugOf(notice), noticeId: notice.id }
      case 'acknowledge by mail':
      case 'undo by mail':
      case 'bounce': {
        if (!mail) return this.#request(1)
        const status = dice.pick(['5.1.1', '5.2.2', '5.2.2'])
        return { what, sentTo: mail.sender, recipient: mail.recipients[0] ?? '', status }
      }
      case 'close':
      case 'remind':
        return notice ? { what, noticeId: notice.id, note: '' } : this.#request(1)
      case 'hand back':
        return notice ? { what, noticeId: notice.id, reason: 'Nobody is there.' } : this.#request(1)
      case 'route again': {
        if (!notice) return this.#request(1)
        const slug = notice.slug === unknownAccount ? dice.pick(slugs) : null
        return { what, noticeId: notice.id, slug }
      }
      case 'write': {
        const summary = this.#nextName()
        return { what, slug: dice.pick(slugs), category: this.#category(), summary }
      }
      case 'drill':
      case 'pause':
      case 'resume':
      case 'disable':
      case 'enable':
      case 'try again':
        return { what, slug: dice.pick(slugs) }
      case 'escalate':
        return { what }
      case 'unknown': {
        const event = this.#event(
          { account: unknownAccount, ...this.#action(), summary: this.#nextName() },
          dice.between(0, problems),
        )
        return { what: 'events', source: dice.between(0, 2), key: null, format: 'pagerduty', events: [event] }
      }
      case 'firings':
        return this.#firings()
      case 'event':
        return this.#request(1)
    }
  }

  /** A request with `count` events; `from`: about new problems of its own. */
  #request(count: number, from?: number): Command {
    const dice = this.#dice
    const summary = this.#nextName()
    const place = { account: dice.pick(slugs), category: this.#category() }
    const events = Array.from({ length: count }, (_, n): SentEvent => {
      if (from !== undefined) return this.#event({ ...place, action: 'trigger', summary }, from + n)
      if (this.#hot && dice.chance(0.5)) {
        const { account, category, problem } = this.#hot
        return this.#event({ account, category, action: this.#action().action, summary }, problem)
      }
      const own = { ...this.#action(), summary, account: dice.weigh({ aurora: 4, molo: 4, ostia: 1 }) }
      return this.#event(own, dice.between(0, problems))
    })
    const key = dice.chance(0.7) ? summary : null
    const source = this.#hot && dice.chance(0.7) ? this.#hot.source : dice.between(0, 2)
    return { what: 'events', source, key, format: 'native', events }
  }

  #event(event: Omit<SentEvent, 'dedupKey'>, problem: number): SentEvent {
    return { ...event, dedupKey: `${event.account} ${event.category} ${problem}` }
  }

  #action(): Pick<SentEvent, 'category' | 'action'> {
    const action = this.#dice.weigh({ trigger: 6, resolve: 3, acknowledge: 1 })
    return { category: this.#category(), action }
  }

  /** Alertmanager's events of a few firings, some of them later than others of their series. */
  #firings(): Command {
    const dice = this.#dice
    const summary = this.#nextName()
    const events = Array.from({ length: dice.between(1, 4) }, (): SentEvent => {
      const place = { account: dice.pick(slugs), category: this.#category() }
      const startedAt = `2026-01-01T00:0${dice.between(0, maxFirings)}:00Z`
      const dedupKey = `${place.account} ${place.category} alert ${startedAt}`
      return { ...place, action: dice.weigh({ trigger: 3, resolve: 1 }), dedupKey, summary }
    })
    const key = dice.chance(0.5) ? summary : null
    return { what: 'events', source: dice.between(0, 2), key, format: 'alertmanager', events }
  }

  /** Whose members ask; staff may route a notice of an unknown account to any. */
  #slugOf({ slug }: Seen['notices'][number]): string {
    return slug === unknownAccount ? this.#dice.pick(slugs) : slug
  }

  #nextName(): string {
    return `request ${++this.#requests}`
  }

  #category(): Category {
    return this.#dice.weigh({ technical: 5, emergency: 3, 'production-alert': 3 })
  }

  /** Mostly the last notice of what everybody asks about, or one of the last ones. */
  #pickNotice(): Seen['notices'][number] | undefined {
    const { notices } = this.#seen
    const { account, category, problem } = this.#hot ?? {}
    const hot = notices.findLast((one) => one.problem === `${account} ${category} ${problem}`)
    return hot && this.#dice.chance(0.5) ? hot : this.#pick(notices)
  }

  #pickHot() {
    const dice = this.#dice
    const place = { source: dice.between(0, 2), account: dice.pick(slugs), category: this.#category() }
    return { ...place, problem: dice.between(0, problems) }
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    // Mostly of the last ones, which others ask about too.
    const from = this.#dice.chance(0.8) ? Math.max(0, items.length - 10) : 0
    return items[this.#dice.between(from, items.length)]
  }
}
