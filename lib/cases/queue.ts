import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { QueueSide } from '#/db/words/cases.ts'
import { isOfAccounts } from '#/lib/accounts/search/account-search.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { isSorted, orderBy, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import type { QueueAssignee, QueueCursor, QueueSort, QueueView } from './lists.ts'
import { queueRank } from './policy.ts'
import { casesPerPage } from './queries.ts'
import { matchesText } from './search-cases.ts'

/** How many of the latest closed cases a search scans. */
const closedSearched = 2000

/**
 * Staff's queue. Open cases: urgent first, then longest waiting; closed cases: newest first, unless somebody chose another order.
 * `next` starts the following page. A case belongs to current staff only: the query joins `staff`.
 * @throws AppError `too-many` for a search
 */
export async function listQueue(
  read: Reader,
  grant: StaffGrant,
  filter: QueueView,
  given: QueueCursor | SortCursor | null,
) {
  if (filter.search) assertRate('staff-searches', grant.actor.user.id)
  const asked = and(
    eq(cases.status, filter.status),
    filter.category ? eq(cases.category, filter.category) : undefined,
    filter.environment ? eq(cases.environment, filter.environment) : undefined,
    filter.waiting ? isWaiting(read, filter.waiting) : undefined,
    isAssigned(filter.assignee, grant),
    await isOfAccounts(read, cases.accountId, filter.account),
    filter.search ? isFound(filter) : undefined,
  )
  if (filter.sort.by !== 'default') return listSorted(read, asked, filter.sort, given)
  const after = given && !isSorted(given) ? given : null
  const most = casesPerPage + 1
  const found =
    filter.status === 'closed'
      ? await listPart(read, and(asked, after ? isBeyond(after, lt) : undefined), 'newest', most)
      : await listOpen(read, asked, after, most)
  const rows = found.slice(0, casesPerPage)
  const last = rows.at(-1)?.case
  const next: QueueCursor | null =
    found.length > casesPerPage && last
      ? { rank: queueRank(last.category), updatedAt: last.updatedAt, number: last.number }
      : null
  return { rows, next }
}

type Condition = ReturnType<typeof and>

function isFound({ search, status }: QueueView): Condition {
  const matches = matchesText(search)
  if (status === 'open') return matches
  const { id, updatedAt } = cases
  const last = sql`(select ${id} from ${cases} where ${eq(cases.status, 'closed')} order by ${updatedAt} desc limit ${closedSearched})`
  return and(sql`${id} in ${last}`, matches)
}

const keys = {
  default: sql`0`,
  updated: sql`${cases.updatedAt}`,
  subject: sql`lower(${cases.subject})`,
  account: sql`coalesce(${accounts.nameKey}, '')`,
} as const satisfies Record<QueueSort['by'], SQL>

/** First the ids in order, then what the table shows of these. */
async function listSorted(
  read: Reader,
  asked: Condition,
  { by, descending }: QueueSort,
  given: QueueCursor | SortCursor | null,
) {
  const after = given && isSorted(given) ? given : null
  const { order, isAfter } = orderBy(keys[by], cases.id, { descending, after })
  const found = await read
    .select({ id: cases.id, key: sql<string | number>`${keys[by]}` })
    .from(cases)
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .leftJoin(staff, eq(staff.userId, cases.assigneeId))
    .where(and(asked, isAfter))
    .orderBy(...order)
    .limit(casesPerPage + 1)
  const ids = found.slice(0, casesPerPage).map(({ id }) => id)
  const rows = await listPart(read, inArray(cases.id, ids), 'newest', casesPerPage)
  const byId = new Map(rows.map((row) => [row.case.id, row]))
  const last = found.length > casesPerPage ? found[casesPerPage - 1] : undefined
  const next = last ? { id: last.id, key: by === 'updated' ? Number(last.key) : String(last.key) } : null
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), next }
}

/** Walks the index once for urgent cases and once for others, so that no page sorts the whole queue. */
async function listOpen(read: Reader, asked: Condition, after: QueueCursor | null, most: number) {
  const rows: Awaited<ReturnType<typeof listPart>> = []
  for (const rank of [0, 1]) {
    if (rank < (after?.rank ?? 0) || rows.length >= most) continue
    const ofRank = rank === 0 ? eq(cases.category, 'urgent') : ne(cases.category, 'urgent')
    const later = after?.rank === rank ? isBeyond(after, gt) : undefined
    rows.push(...(await listPart(read, and(asked, ofRank, later), 'oldest', most - rows.length)))
  }
  return rows
}

function listPart(read: Reader, asked: Condition, first: 'oldest' | 'newest', most: number) {
  const direction = first === 'oldest' ? asc : desc
  return read
    .select({
      case: cases,
      account: { slug: accounts.slug, name: accounts.name },
      assignee: { userId: staff.userId, name: users.name, email: users.email },
      lastFromStaff: lastFromStaff(read),
    })
    .from(cases)
    .innerJoin(accounts, eq(accounts.id, cases.accountId))
    .leftJoin(staff, eq(staff.userId, cases.assigneeId))
    .leftJoin(users, eq(users.id, staff.userId))
    .where(asked)
    .orderBy(direction(cases.updatedAt), direction(cases.number))
    .limit(most)
}

/** Whether staff wrote last; notes do not count. */
function lastFromStaff(read: Reader) {
  const last = read
    .select({ fromStaff: caseMessages.fromStaff })
    .from(caseMessages)
    .where(and(eq(caseMessages.caseId, cases.id), eq(caseMessages.internal, false)))
    .orderBy(desc(caseMessages.at), desc(caseMessages.id))
    .limit(1)
  return sql<boolean>`(${last})`.mapWith(caseMessages.fromStaff)
}

function isWaiting(read: Reader, side: QueueSide) {
  const isStaffs = sql.param(side === 'partner', caseMessages.fromStaff)
  return sql`${lastFromStaff(read)} = ${isStaffs}`
}

function isAssigned(assignee: QueueAssignee, grant: StaffGrant): Condition {
  if (assignee === null) return undefined
  if (assignee === 'somebody') return isNotNull(staff.userId)
  if (assignee === 'nobody') return isNull(staff.userId)
  return eq(staff.userId, assignee === 'me' ? grant.actor.user.id : assignee.userId)
}

/** Later with `gt`, earlier with `lt`. */
function isBeyond(after: QueueCursor, than: typeof gt) {
  const sameMoment = and(eq(cases.updatedAt, after.updatedAt), than(cases.number, after.number))
  return or(than(cases.updatedAt, after.updatedAt), sameMoment)
}

export function countOpenCases(read: Reader, _grant: StaffGrant): Promise<number> {
  return read.$count(cases, eq(cases.status, 'open'))
}
