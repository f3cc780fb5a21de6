import type { AccountEnvironment } from '#/db/words/accounts.ts'
import type {
  EventAction,
  NoticeCategory,
  NoticeLink,
  NoticeTranslations,
  Severity,
} from '#/db/words/notices.ts'
import type { EventProblem } from '#/lib/platform/http/problem.ts'

/** The longest texts of an event, in UTF-16 units, and its most links; longer foreign content is cut. */
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

/** The most events of a native or CloudEvents batch (notices.md, Events in), and alerts of a notification. */
export const batchLimits = { events: 500, alerts: 10_000 } as const

/** Parts that distinguish notices with the same dedup key (notices.md, Same thing twice). */
export type JoiningPart = 'account' | 'category' | 'environment'

/**
 * A parsed event of any format: defaults are set, texts are within their limits and free of control characters and
 * direction marks, single lines have no line breaks. `account` is the given slug or id, not looked up, and empty if a
 * foreign format names none. `occurredAt` in milliseconds UTC. `dedupKey` is null if not given.
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
  links: NoticeLink[]
  /**
   * What a resolve or an acknowledge left out: those values are defaults, and the dedup key is looked up within this
   * source whatever they are. PagerDuty usually sends no account and no category.
   */
  unsaid?: JoiningPart[]
  /**
   * One firing of a recurring alert (Alertmanager's fingerprint): a later known firing ends an earlier one. `startedAt`
   * in milliseconds UTC as sent, at most our time.
   */
  firing?: { series: string; startedAt: number }
  /** Identifies this event: the same identity from the same source is the same event sent again (CloudEvents). */
  identity?: string
  /** The original, for `renderRaw` if the account is unknown. Never contains a key. */
  original?: unknown
}

/**
 * An unreadable event, kept with its raw text for staff to route (notices.md). `dedupKey` identifies equal ones; the
 * default is the raw text.
 */
export type UnreadableEvent = {
  raw: string
  reason: string
  summary?: string
  translations?: NoticeTranslations
  dedupKey?: string
}

/** How many alerts a sender cut off, and the notice that tells staff. */
export type Truncation = { alerts: number; notice: UnreadableEvent }

/** A source's settings for its events (notices.md, Events in). */
export type SourceDefaults = {
  defaultCategory?: NoticeCategory | null
  accountLabel?: string | null
  sandboxNames?: readonly string[]
}

/** What a format's parser returns: events, or problems, with `status` if it is not the format's usual one. */
export type ReadFormat =
  | {
      ok: true
      events: IncomingEvent[]
      /** Only for Alertmanager, like `truncation`. */
      unreadable?: UnreadableEvent[]
      truncation?: Truncation
      /** Unknown names, and what we used instead (formats.md). */
      warnings?: EventProblem[]
      /** Only for the native form: whether the body was a list. */
      batch?: boolean
    }
  | { ok: false; status?: 415 | 422; problems: EventProblem[] }
