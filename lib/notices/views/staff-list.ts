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

/** What staff look through: `current` is whatever is not closed, or is closed and still waits for an answer. */
export const staffStates = ['current', 'overdue', 'unroutable', 'open', 'acknowledged', 'closed'] as const
export type StaffState = (typeof staffStates)[number]

/** `account`: its short name, or what the table of accounts finds it by, or a part of what the sender wrote where it is unknown. */
export type StaffNoticeFilter = {
  state?: StaffState
  category?: NoticeCategory | null
  environment?: AccountEnvironment | null
  kind?: NoticeKind | null
  account?: string
}

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

/** The notices of all accounts. */
export const staffNotices = defineList(
  '/admin/notices',
  {
    state: usually('current', staffStates),
    account: typed(eventLimits.account),
    category: oneOf(noticeCategories),
    environment: oneOf(environments),
    kind,
  },
  { cursor, keep: ['state'] },
)
export type StaffNoticeView = ReturnType<typeof staffNotices.read>
