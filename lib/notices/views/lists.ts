import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import { type NoticeCategory, type NoticeKind, noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import { eventLimits } from '#/lib/notices/parsing/schema.ts'
import {
  type CursorFormat,
  defineList,
  freeText,
  type ListParameter,
  oneOf,
  withDefault,
} from '#/lib/platform/lists/define-list.ts'
import { defaultOrSorted, type Sort, sortParameter } from '#/lib/platform/lists/sorting.ts'
import { timeCursor } from '#/lib/platform/lists/time-cursor.ts'

const words = { category: oneOf(noticeCategories), environment: oneOf(environments) }

/** The conditions that members and staff share. `exercise`: tests and drills. */
export type NoticeConditions = {
  category?: NoticeCategory | null
  environment?: AccountEnvironment | null
  kind?: NoticeKind | 'exercise' | null
}

/**
 * Sort orders that a user can choose. `due`: notices without a date come last; `account`: by its name. The usual order
 * is `urgent` (notices.md, Acknowledge).
 */
const sorts = ['since', 'due', 'category', 'account'] as const
export type NoticeSort = Sort<'urgent' | (typeof sorts)[number]>

export const newestFirst: NoticeSort = { by: 'since', descending: true }
export const mostUrgentFirst: NoticeSort = { by: 'urgent', descending: false }

const kinds = {
  urgent: 'number',
  since: 'number',
  due: 'number',
  category: 'number',
  account: 'text',
} as const

/** The parts of a list, the most urgent first (`urgency.ts`). */
export const urgencyParts = ['emergency', 'due', 'rest'] as const
export type UrgencyPart = (typeof urgencyParts)[number]

/** Where a page ended. `at`: the time that the section is sorted by. */
export type UrgencyCursor = { part: UrgencyPart; at: number; id: string }

/** `due.1764000000000.0198…` */
const cursor: CursorFormat<UrgencyCursor> = {
  parse: (given) => {
    const said = typeof given === 'string' ? /^([a-z]+)\.([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(given) : null
    const part = urgencyParts.find((one) => one === said?.[1])
    return said && part ? { part, at: Number(said[2]), id: said[3] ?? '' } : null
  },
  format: ({ part, at, id }) => `${part}.${at}.${id}`,
}

export const maxNoticeSearchLength = 100
/** Text or an id to search for. */
const search = { ...freeText(maxNoticeSearchLength), key: 'q' }

/** `overdue`: unanswered past its due date. */
export const partnerStates = ['overdue', 'open', 'acknowledged', 'unroutable', 'closed'] as const
export const partnerKinds = ['event', 'exercise'] as const

/** An account's notices. The path is empty because each account has its own. */
export const partnerNotices = defineList(
  '',
  {
    search,
    state: oneOf(partnerStates),
    category: words.category,
    kind: oneOf(partnerKinds),
    sort: sortParameter<NoticeSort['by']>(['since', 'due', 'category'], mostUrgentFirst),
  },
  {
    cursor: defaultOrSorted<UrgencyCursor, NoticeSort['by']>(cursor, mostUrgentFirst, kinds),
    keep: ['sort'],
  },
)
export type PartnerView = ReturnType<typeof partnerNotices.read>

/** `current`: not closed, or closed with its answer overdue. */
export const staffStates = ['current', 'overdue', 'unroutable', 'open', 'acknowledged', 'closed'] as const
export type StaffState = (typeof staffStates)[number]

/** Without `kind` in the address, events only. */
const kind: ListParameter<NoticeKind | null> = {
  parse: (given) => (given === 'all' ? null : (noticeKinds.find((known) => known === given) ?? 'event')),
  format: (value) => value ?? 'all',
  defaultText: 'event',
}

/**
 * The notices of all accounts. `account`: its short name, a search text of the accounts table, or, for an unknown account,
 * a part of what the sender wrote.
 */
export const staffNotices = defineList(
  '/admin/notices',
  {
    state: withDefault('current', staffStates),
    search,
    account: freeText(eventLimits.account),
    ...words,
    kind,
    sort: sortParameter<NoticeSort['by']>(sorts, mostUrgentFirst),
  },
  {
    cursor: defaultOrSorted<UrgencyCursor, NoticeSort['by']>(cursor, mostUrgentFirst, kinds),
    keep: ['state', 'sort'],
    // Closed notices can only be sorted by time: they have no other index.
    fix: (view) =>
      view.state === 'closed' && view.sort?.by !== 'since' ? { ...view, sort: mostUrgentFirst } : view,
  },
)
export type StaffNoticesView = ReturnType<typeof staffNotices.read>
export type StaffNoticeFilter = Partial<StaffNoticesView>

export const failingStatuses = ['retrying', 'failed', 'expired'] as const
export type FailingStatus = (typeof failingStatuses)[number]

/** `bounces`: reports that name no known delivery. */
export const failingViews = ['all', ...failingStatuses, 'bounces'] as const

export const failingDeliveries = defineList(
  '/admin/notices/deliveries',
  { status: withDefault('all', failingViews) },
  { cursor: timeCursor },
)

/** Who a notice would reach. Without parameters: every category, in the page's default environment. */
export const reachSearch = defineList('', words)
