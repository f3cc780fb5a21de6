import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type { EventAction } from '#/db/words/events.ts'
import type { NoticeCategory, NoticeTranslations, Severity } from '#/db/words/notices.ts'
import type { EventProblem } from '#/lib/platform/http/problem-item.ts'

/** Longest texts of an event, in UTF-16 units, and most links; what a foreign format brings beyond them is cut. */
export const eventLimits = {
  account: 200,
  summary: 1024,
  text: 10_000,
  dedupKey: 255,
  links: 20,
  href: 2048,
  linkText: 200,
  raw: 20_000,
} as const

/** Most events of one native or CloudEvents batch (notices.md, Events in), and most alerts of one notification. */
export const batchLimits = { events: 500, alerts: 10_000 } as const

export type EventLink = { href: string; text: string }

/** What tells notices of one dedup key apart (notices.md, Same thing twice). */
export type JoiningPart = 'account' | 'category' | 'environment'

/**
 * An event of any format, read: defaults are filled in, texts are within their limits and hold no control characters or
 * direction marks, single lines no line breaks. `account` is a slug or an id as it was given, not yet looked up; empty
 * where a foreign format names none. `occurredAt` in milliseconds UTC. `dedupKey` is null where the sender gave none.
 */
export type IncomingEvent = {
  account: string
  category: NoticeCategory
  environment: AccountEnvironment
  action: EventAction
  dedupKey: string | null
  summary: string
  details: string
  meaning: string
  remedy: string
  severity: Severity
  occurredAt: number | null
  links: EventLink[]
  /**
   * Set where the sender's clock cannot be right: `ahead` of ours, then `occurredAt` is the time of arrival; `behind`
   * by more than a year, then it is kept as it was said.
   */
  clockOff?: 'ahead' | 'behind'
  /**
   * What a resolve or an acknowledge left unsaid: the values above are defaults, and the dedup key is to be looked for
   * within this source whatever they are. PagerDuty's carry no account and no category as a rule.
   */
  unsaid?: JoiningPart[]
  /**
   * One firing of something that fires again and again (Alertmanager's fingerprint): while a later one is known, an earlier one
   * is over. `startedAt` in milliseconds UTC, as the sender says, not ahead of our clock.
   */
  firing?: { series: string; startedAt: number }
  /** Names this very event: another of the same source with it is the same one, sent again (CloudEvents). */
  identity?: string
  /** What it was read from, for `renderRaw` when the account turns out unknown. Never holds a key. */
  original?: unknown
}

/**
 * What could not be read as an event, kept with its raw text so that staff can see and route it (notices.md). `dedupKey`: what
 * makes two the same, by default the raw text.
 */
export type UnreadableEvent = {
  raw: string
  reason: string
  summary?: string
  translations?: NoticeTranslations
  dedupKey?: string
}

/** So many alerts a sender left out of its notification, and what tells staff. */
export type Truncation = { alerts: number; notice: UnreadableEvent }

/** What a source sets for its events (notices.md, Events in). */
export type SourceDefaults = { defaultCategory?: NoticeCategory | null; accountLabel?: string | null }

/** What a body comes to in its format, or what is wrong with it; `status` where that is not the format's usual one. */
export type ReadFormat =
  | {
      ok: true
      events: IncomingEvent[]
      /** Alertmanager's form alone, as is `truncation`. */
      unreadable?: UnreadableEvent[]
      truncation?: Truncation
      /** The native form alone: whether it was a list. */
      batch?: boolean
    }
  | { ok: false; status?: 415 | 422; problems: EventProblem[] }
