import { routedFields } from './accounts.ts'
import type { Locale } from './people.ts'

/** The subject of a notice, which decides its route (notices.md, Routing). */
export const noticeCategories = [
  'production-alert',
  'emergency',
  'technical',
  'merchant-issue',
  'user-escalation',
] as const
export type NoticeCategory = (typeof noticeCategories)[number]

/** notices.md: `open → acknowledged → closed`, or `unroutable`. */
export const noticeStates = ['open', 'acknowledged', 'closed', 'unroutable'] as const
export type NoticeState = (typeof noticeStates)[number]

/** `test` and `drill` never count as open or overdue, and never escalate. */
export const noticeKinds = ['event', 'test', 'drill'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** An emergency, a drill or a test. */
export function isUrgent({ category, kind }: { category: NoticeCategory; kind: NoticeKind }): boolean {
  return category === 'emergency' || kind !== 'event'
}

export const severities = ['critical', 'error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** The targets of a step: a field of the contact information with people, or the account's owners. */
export const routeTargets = [...routedFields, 'owners'] as const
export type RouteTarget = (typeof routeTargets)[number]

export type Route = {
  category: NoticeCategory
  steps: RouteTarget[]
  copyTo: RouteTarget | null
  answerDays: number
  answerResolved: boolean
  /** Each notified step gets an unanswered notice again every so many minutes; 0: never. */
  repeatMinutes: number
  /** The most repeats of a step. */
  repeatMost: number
}

/** Who reported it: an event source, staff by hand, a member (a test), or the portal itself. */
export type NoticeOrigin = 'source' | 'staff' | 'member' | 'system'

/** The notices that the portal itself reports and words, in the reader's language. */
export type NoticeTopic = 'integration-disabled' | 'test-notice' | 'drill'

/** Why a notice is recorded and not mailed. */
export type Silence = 'sandbox' | 'paused'

export type ClosedHow = 'resolved' | 'staff' | 'member' | 'joined' | 'unanswered'

export type NoticeLink = { href: string; text: string }

/** Whom an unmailed notice would have reached: its step with the addresses, and the copies (without a step). */
export type WouldReach = { step: number | null; purpose: RouteTarget; addresses: string[] }[]

/** When something announced happens (milliseconds UTC); `zone` (IANA): in which its author wrote it. */
export type NoticeWindow = { startsAt: number; endsAt: number; zone: string }

/**
 * The notice's own words in other languages than that of its columns. The language of the columns, where it is known,
 * has an empty entry.
 */
export type NoticeTranslations = { [locale in Locale]?: Partial<NoticeWords> & Borrowing }
type NoticeWords = { summary: string; details: string; meaning: string; remedy: string }
/** The words that a language lacks, with the language that they are taken from. */
type Borrowing = { borrowed?: { [part in keyof NoticeWords]?: Locale } }

/** `notices` and `resolves` gather for a while; `escalation` is what one turn escalates or repeats for the same recipients. */
export type DigestKind = 'notices' | 'resolves' | 'unroutable' | 'escalation'

/** The outcome of an event. `ignored`: a late replica, or nothing to resolve or acknowledge. */
export type EventOutcome =
  | 'opened'
  | 'joined'
  | 'reminded'
  | 'acknowledged'
  | 'resolved'
  | 'unroutable'
  | 'ignored'

export const eventActions = ['trigger', 'acknowledge', 'resolve'] as const

export type EventAction = (typeof eventActions)[number]

export const eventFormats = ['native', 'alertmanager', 'pagerduty', 'cloudevents'] as const

export type EventFormat = (typeof eventFormats)[number]

/** The names of an environment that are Sandbox in foreign formats, unless a source's settings say others (formats.md). */
export const defaultSandboxNames: readonly string[] = ['sandbox', 'staging', 'test', 'dev']
