import { environments } from '#/db/words/accounts.ts'
import {
  type CaseStatus,
  caseCategories,
  caseStatuses,
  type QueueSide,
  queueSides,
} from '#/db/words/cases.ts'
import {
  type CursorFormat,
  defineList,
  freeText,
  type ListParameter,
  oneOf,
  withDefault,
} from '#/lib/platform/lists/define-list.ts'
import { defaultOrSorted, type Sort, sortParameter } from '#/lib/platform/lists/sorting.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** Whose cases: the reader's, assigned ones, unassigned ones, or a colleague's; null for all. */
export type QueueAssignee = 'me' | 'somebody' | 'nobody' | { userId: string } | null

const assignee: ListParameter<QueueAssignee> = {
  parse: (given) => {
    if (given === 'me' || given === 'somebody' || given === 'nobody') return given
    return typeof given === 'string' && isId(given) ? { userId: given } : null
  },
  format: (value) => (value !== null && typeof value === 'object' ? value.userId : (value ?? '')),
  defaultText: '',
}

export type QueueCursor = { rank: number; updatedAt: number; number: number }

/** `1.1764000000000.12`: rank, last update, number. */
const cursor: CursorFormat<QueueCursor> = {
  parse: (given) => {
    const parts = typeof given === 'string' ? /^([01])\.([0-9]{1,15})\.([0-9]{1,9})$/.exec(given) : null
    return parts && { rank: Number(parts[1]), updatedAt: Number(parts[2]), number: Number(parts[3]) }
  },
  format: ({ rank, updatedAt, number }) => `${rank}.${updatedAt}.${number}`,
}

export const maxCaseSearchLength = 100
/** Words of a case, or its number. */
const search = { ...freeText(maxCaseSearchLength), key: 'q' }

const types = {
  default: 'number',
  updated: 'number',
  number: 'number',
  subject: 'text',
  account: 'text',
} as const
const defaultSort = { by: 'default', descending: false } as const

/** The orders of the queue. `defaultSort`: urgent ones first, then the longest waiting; of closed ones the newest first. */
export type QueueSort = Sort<'default' | 'updated' | 'subject' | 'account'>
export const defaultQueueSort: QueueSort = defaultSort

/** The orders of an account's cases. `defaultSort`: open ones first, then the newest first. */
export type CaseSort = Sort<'default' | 'updated' | 'subject' | 'number'>
export const defaultCaseSort: CaseSort = defaultSort

/**
 * The queue's filters. `account`: words as in the table of accounts. `waiting`: who must answer an open case, by who
 * wrote last; a closed case waits for nobody.
 */
export const queue = defineList(
  '/admin/cases',
  {
    status: withDefault('open', ['open', 'closed'] as const),
    search,
    account: freeText(100),
    category: oneOf(caseCategories),
    environment: oneOf(environments),
    assignee,
    waiting: oneOf<QueueSide>(queueSides),
    sort: sortParameter<QueueSort['by']>(['updated', 'subject', 'account'], defaultSort),
  },
  {
    cursor: defaultOrSorted<QueueCursor, QueueSort['by']>(cursor, defaultSort, types),
    keep: ['status', 'sort'],
    fix: (view) => (view.status === 'closed' ? { ...view, waiting: null } : view),
  },
)
export type QueueView = ReturnType<typeof queue.read>

export type CaseCursor = { status: CaseStatus; number: number }

/** `open.12`: case 12, an open one. */
const caseCursor: CursorFormat<CaseCursor> = {
  parse: (given) => {
    const [word, number] = typeof given === 'string' ? given.split('.') : []
    const status = caseStatuses.find((known) => known === word)
    return status && /^[0-9]{1,9}$/.test(number ?? '') ? { status, number: Number(number) } : null
  },
  format: ({ status, number }) => `${status}.${number}`,
}

/** The cases of one account; each side has its own address. */
export const accountCases = defineList(
  '',
  { search, sort: sortParameter<CaseSort['by']>(['updated', 'subject', 'number'], defaultSort) },
  { cursor: defaultOrSorted<CaseCursor, CaseSort['by']>(caseCursor, defaultSort, types), keep: ['sort'] },
)
export type CasesView = ReturnType<typeof accountCases.read>
