import { and, asc, desc, eq, lt, or, type SQL, sql } from 'drizzle-orm'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { assertRate } from '#/lib/platform/limits/assert-rate.ts'
import { isSorted, orderBy, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { CaseCursor, CaseSort, CasesView } from './lists.ts'
import { matchesText } from './search-cases.ts'
import { findCase, type UpdatedCase } from './updates.ts'

export const casesPerPage = 25

const isClosed = sql<number>`case ${cases.status} when 'open' then 0 else 1 end`

/** The right to read an account's cases: a member's, or staff's for one account. */
export type CasesRight = AccountGrant | { staff: StaffGrant; accountId: string }

/**
 * The account's cases: open ones first, then newest first, unless `view` has another order. Only staff's search reads staff's notes.
 * `next` starts the following page. @throws AppError `too-many` for a search
 */
export async function listCases(
  read: Reader,
  right: CasesRight,
  given: CaseCursor | SortCursor | null,
  view: Partial<CasesView> = {},
) {
  const isStaff = 'staff' in right
  const accountId = isStaff ? right.accountId : right.account.id
  if (view.search && isStaff) assertRate('staff-searches', right.staff.actor.user.id)
  if (view.search && !isStaff) assertRate('member-searches', right.actor.user.id)
  const matches = view.search ? matchesText(view.search, isStaff ? undefined : accountId) : undefined
  const wanted = and(eq(cases.accountId, accountId), matches)
  if (view.sort && view.sort.by !== 'default') return listSorted(read, wanted, view.sort, given)
  const after = given && !isSorted(given) ? given : null
  const later = after
    ? or(
        sql`${isClosed} > ${after.status === 'open' ? 0 : 1}`,
        and(eq(cases.status, after.status), lt(cases.number, after.number)),
      )
    : undefined
  const rows = await read
    .select()
    .from(cases)
    .where(and(wanted, later))
    .orderBy(isClosed, desc(cases.number))
    .limit(casesPerPage + 1)
  const shown = rows.slice(0, casesPerPage)
  const last = shown.at(-1)
  return { cases: shown, next: rows.length > casesPerPage && last ? last : null }
}

const keys = { updated: cases.updatedAt, number: cases.number, subject: sql`lower(${cases.subject})` }

async function listSorted(
  read: Reader,
  wanted: SQL | undefined,
  { by, descending }: CaseSort,
  given: CaseCursor | SortCursor | null,
) {
  const key = by === 'default' ? sql`0` : sql`${keys[by]}`
  const { order, isAfter } = orderBy(key, cases.id, {
    descending,
    after: given && isSorted(given) ? given : null,
  })
  const rows = await read
    .select({ case: cases, key: sql<string | number>`${key}` })
    .from(cases)
    .where(and(wanted, isAfter))
    .orderBy(...order)
    .limit(casesPerPage + 1)
  const shown = rows.slice(0, casesPerPage)
  const last = rows.length > casesPerPage ? shown.at(-1) : undefined
  const next = last ? { id: last.case.id, key: by === 'subject' ? String(last.key) : Number(last.key) } : null
  return { cases: shown.map((row) => row.case), next }
}

/** A case of the account without staff's notes; null for an unknown number. */
export async function findCaseOf(read: Reader, grant: AccountGrant, number: number) {
  const found = await findCase(read, number, grant.account.id)
  return found && readThread(read, found)
}

/** `isStaff` is false for former staff: their cases belong to nobody. */
export type Assignee = { userId: string; name: string; isStaff: boolean }

export type StaffCase = NonNullable<Awaited<ReturnType<typeof findCaseForStaff>>>

/** Any case with notes, assignee and account; null for an unknown number. */
export async function findCaseForStaff(read: Reader, grant: StaffGrant, number: number) {
  const found = await findCase(read, number)
  const standing = found && (await loadAccount(read, { id: found.accountId }, now()))
  if (!found || !standing) return null
  const assignee = found.assigneeId === null ? null : await readAssignee(read, found.assigneeId)
  return { ...(await readThread(read, found, grant)), assignee, standing }
}

/**
 * A case with its messages, oldest first, and the cases that it follows or that follow it. Only a staff grant reads staff's
 * notes too.
 */
async function readThread(read: Reader, found: UpdatedCase, staffGrant?: StaffGrant) {
  const { id, fromStaff, internal, text, at } = caseMessages
  const messages = await read
    .select({ id, fromStaff, internal, text, at, name: users.name, email: users.email })
    .from(caseMessages)
    .innerJoin(users, eq(users.id, caseMessages.authorId))
    .where(and(eq(caseMessages.caseId, found.id), staffGrant ? undefined : eq(internal, false)))
    .orderBy(asc(at), asc(id))
  const [follows = null] = found.followsId
    ? await read.select().from(cases).where(eq(cases.id, found.followsId))
    : []
  const followedBy = await read
    .select()
    .from(cases)
    .where(and(eq(cases.accountId, found.accountId), eq(cases.followsId, found.id)))
    .orderBy(asc(cases.number))
  return {
    case: found,
    messages: messages.map(({ name, email, ...message }) => ({ ...message, author: name || email })),
    follows,
    followedBy,
  }
}

async function readAssignee(read: Reader, userId: string): Promise<Assignee | null> {
  const [person] = await read
    .select({ name: users.name, email: users.email, role: staff.role })
    .from(users)
    .leftJoin(staff, eq(staff.userId, users.id))
    .where(eq(users.id, userId))
  return person ? { userId, name: person.name || person.email, isStaff: person.role !== null } : null
}
