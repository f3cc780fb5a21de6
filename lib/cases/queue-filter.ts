import { type AccountEnvironment, environments } from '#/db/words/accounts.ts'
import {
  type CaseCategory,
  type CaseStatus,
  caseCategories,
  type QueueSide,
  queueSides,
} from '#/db/words/cases.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'
import { isId } from '#/lib/platform/values/id-shape.ts'

/** Whose cases: the reader's, anybody's, nobody's, or those of the colleague with this id; null for all. */
export type QueueAssignee = 'me' | 'somebody' | 'nobody' | { userId: string } | null

/** What of the queue staff look at. `waiting`: for whom an open case waits, by who wrote last. */
export type QueueFilter = {
  status: CaseStatus
  category: CaseCategory | null
  environment: AccountEnvironment | null
  /** Words of the account's names and addresses (`listRanges`). */
  account: string
  assignee: QueueAssignee
  waiting: QueueSide | null
}

/** The case a page ended with. */
export type QueueCursor = { rank: number; updatedAt: number; number: number }

type Query = Record<string, string | string[] | undefined>

const longestSearch = 100

/** What the address asks for; whatever it says that is unknown counts for nothing. */
export function readQueueFilter(query: Query): QueueFilter {
  return {
    status: query.status === 'closed' ? 'closed' : 'open',
    category: caseCategories.find((known) => known === query.category) ?? null,
    environment: environments.find((known) => known === query.environment) ?? null,
    account:
      typeof query.account === 'string' ? toStorableText(query.account.trim(), longestSearch).trim() : '',
    assignee: readAssignee(query.assignee),
    // A closed case waits for nobody.
    waiting: query.status === 'closed' ? null : (queueSides.find((known) => known === query.waiting) ?? null),
  }
}

function readAssignee(given: Query[string]): QueueAssignee {
  if (given === 'me' || given === 'somebody' || given === 'nobody') return given
  return typeof given === 'string' && isId(given) ? { userId: given } : null
}

/** As the address and the form's control say it. */
export function assigneeWord(assignee: QueueAssignee): string {
  return assignee !== null && typeof assignee === 'object' ? assignee.userId : (assignee ?? '')
}

/** The address of such a view, which `readQueueFilter` and `readQueueCursor` read back. */
export function queueHref(filter: Partial<QueueFilter>, after: QueueCursor | null = null): string {
  const parts: [string, string | null | undefined | false][] = [
    ['status', filter.status === 'closed' && 'closed'],
    ['account', filter.account],
    ['category', filter.category],
    ['environment', filter.environment],
    ['assignee', assigneeWord(filter.assignee ?? null)],
    ['waiting', filter.status !== 'closed' && filter.waiting],
    ['after', after && `${after.rank}.${after.updatedAt}.${after.number}`],
  ]
  const said = parts.filter((part): part is [string, string] => Boolean(part[1]))
  return said.length > 0 ? `/admin/cases?${new URLSearchParams(said)}` : '/admin/cases'
}

/** Whether the view leaves something out, beyond the tab it is. */
export function isFiltered({ status: _tab, ...rest }: QueueFilter): boolean {
  return Object.values(rest).some(Boolean)
}

/** `1.1764000000000.12`: rank, last update, number. */
export function readQueueCursor(after: Query[string]): QueueCursor | null {
  const parts = typeof after === 'string' ? /^([01])\.([0-9]{1,15})\.([0-9]{1,9})$/.exec(after) : null
  return parts && { rank: Number(parts[1]), updatedAt: Number(parts[2]), number: Number(parts[3]) }
}
