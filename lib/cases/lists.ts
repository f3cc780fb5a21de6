import { environments } from '#/db/words/accounts.ts'
import {
  type CaseStatus,
  caseCategories,
  caseStatuses,
  type QueueSide,
  queueSides,
} from '#/db/words/cases.ts'
import {
  type CursorWords,
  defineList,
  type ListWord,
  oneOf,
  typed,
  usually,
} from '#/lib/platform/lists/define-list.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** Whose cases: the reader's, assigned ones, unassigned ones, or a colleague's; null for all. */
export type QueueAssignee = 'me' | 'somebody' | 'nobody' | { userId: string } | null

const assignee: ListWord<QueueAssignee> = {
  read: (given) => {
    if (given === 'me' || given === 'somebody' || given === 'nobody') return given
    return typeof given === 'string' && isId(given) ? { userId: given } : null
  },
  word: (value) => (value !== null && typeof value === 'object' ? value.userId : (value ?? '')),
  usual: '',
}

/** The last case of a page. */
export type QueueCursor = { rank: number; updatedAt: number; number: number }

/** `1.1764000000000.12`: rank, last update, number. */
const cursor: CursorWords<QueueCursor> = {
  read: (given) => {
    const parts = typeof given === 'string' ? /^([01])\.([0-9]{1,15})\.([0-9]{1,9})$/.exec(given) : null
    return parts && { rank: Number(parts[1]), updatedAt: Number(parts[2]), number: Number(parts[3]) }
  },
  say: ({ rank, updatedAt, number }) => `${rank}.${updatedAt}.${number}`,
}

/**
 * The queue's filters. `account`: words as in the table of accounts. `waiting`: who must answer an open case, by who
 * wrote last; a closed case waits for nobody.
 */
export const queue = defineList(
  '/admin/cases',
  {
    status: usually('open', ['open', 'closed'] as const),
    account: typed(100),
    category: oneOf(caseCategories),
    environment: oneOf(environments),
    assignee,
    waiting: oneOf<QueueSide>(queueSides),
  },
  {
    cursor,
    keep: ['status'],
    fix: (view) => (view.status === 'closed' ? { ...view, waiting: null } : view),
  },
)
export type QueueView = ReturnType<typeof queue.read>

/** The last case of a page. */
export type CaseCursor = { status: CaseStatus; number: number }

/** The cases of one account; each side has its own address. The cursor `open.12`: case 12, an open one. */
export const accountCases = defineList(
  '',
  {},
  {
    cursor: {
      read: (given): CaseCursor | null => {
        const [word, number] = typeof given === 'string' ? given.split('.') : []
        const status = caseStatuses.find((known) => known === word)
        return status && /^[0-9]{1,9}$/.test(number ?? '') ? { status, number: Number(number) } : null
      },
      say: ({ status, number }) => `${status}.${number}`,
    },
  },
)
