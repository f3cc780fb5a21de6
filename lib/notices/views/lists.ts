import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, type NoticeKind, noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import {
  type CursorWords,
  defineList,
  type ListWord,
  oneOf,
  typed,
  usually,
} from '#/lib/platform/lists/define-list.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

const words = { category: oneOf(noticeCategories), environment: oneOf(environments) }

/** What of the notices is meant, by members and staff alike. `exercise`: tests and drills. */
export type NoticeConditions = {
  category?: NoticeCategory | null
  environment?: AccountEnvironment | null
  kind?: NoticeKind | 'exercise' | null
}

/** `overdue`: whatever should have been answered by now. */
export const partnerStates = ['overdue', 'open', 'acknowledged', 'unroutable', 'closed'] as const
export const partnerKinds = ['event', 'exercise'] as const

/** An account's notices; each account has its own address. */
export const partnerNotices = defineList(
  '',
  { state: oneOf(partnerStates), category: words.category, kind: oneOf(partnerKinds) },
  { cursor: timeCursor },
)
export type PartnerView = ReturnType<typeof partnerNotices.read>

/** What staff look through: `current` is whatever is not closed, or is closed and still waits for an answer. */
export const staffStates = ['current', 'overdue', 'unroutable', 'open', 'acknowledged', 'closed'] as const
export type StaffState = (typeof staffStates)[number]

/** Without a word of its kind, events alone. */
const kind: ListWord<NoticeKind | null> = {
  read: (given) => (given === 'all' ? null : (noticeKinds.find((known) => known === given) ?? 'event')),
  word: (value) => value ?? 'all',
  usual: 'event',
}

/** Where a page ended: among the overdue, by when an answer was due, or among the rest, by when it was first seen. */
export type StaffNoticeCursor = { part: 'overdue' | 'rest'; at: number; id: string }

/** `overdue.1764000000000.0198…`: the part of the list, when, and the id. */
const cursor: CursorWords<StaffNoticeCursor> = {
  read: (given) => {
    const parts =
      typeof given === 'string' ? /^(overdue|rest)\.([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(given) : null
    if (!parts) return null
    return { part: parts[1] === 'overdue' ? 'overdue' : 'rest', at: Number(parts[2]), id: parts[3] ?? '' }
  },
  say: ({ part, at, id }) => `${part}.${at}.${id}`,
}

/**
 * The notices of all accounts. `account`: its short name, or what the table of accounts finds it by, or a part of what the sender
 * wrote where it is unknown.
 */
export const staffNotices = defineList(
  '/admin/notices',
  { state: usually('current', staffStates), account: typed(eventLimits.account), ...words, kind },
  { cursor, keep: ['state'] },
)
export type StaffNoticeView = ReturnType<typeof staffNotices.read>
export type StaffNoticeFilter = Partial<StaffNoticeView>

/** What staff look for among deliveries: those that came to nothing, and those that still try. */
export const failingStatuses = ['retrying', 'failed', 'expired'] as const
export type FailingStatus = (typeof failingStatuses)[number]

/** What of them is shown; `bounces` are reports that name none of them. */
export const failingViews = ['all', ...failingStatuses, 'bounces'] as const

/** Deliveries that fail. */
export const failingDeliveries = defineList(
  '/admin/notices/deliveries',
  { status: usually('all', failingViews) },
  { cursor: timeCursor },
)

/** Whom a notice would reach: of every category, and in the environment that the page takes for usual, unless the address says. */
export const reachQuestion = defineList('', words)
