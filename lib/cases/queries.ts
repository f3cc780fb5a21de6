import { and, asc, desc, eq, lt, or, sql } from 'drizzle-orm'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import type { CaseCursor } from './lists.ts'
import { findCase, type UpdatedCase } from './updates.ts'

export const casesPerPage = 25

const isClosed = sql<number>`case ${cases.status} when 'open' then 0 else 1 end`

/** The right to read an account's cases: a member's, or staff's for one account. */
export type CasesRight = AccountGrant | { staff: StaffGrant; accountId: string }

/** The account's cases: open ones first, then newest first. `next` starts the following page. */
export async function listCases(read: Reader, right: CasesRight, after: CaseCursor | null) {
  const accountId = 'staff' in right ? right.accountId : right.account.id
  const later = after
    ? or(
        sql`${isClosed} > ${after.status === 'open' ? 0 : 1}`,
        and(eq(cases.status, after.status), lt(cases.number, after.number)),
      )
    : undefined
  const rows = await read
    .select()
    .from(cases)
    .where(and(eq(cases.accountId, accountId), later))
    .orderBy(isClosed, desc(cases.number))
    .limit(casesPerPage + 1)
  const shown = rows.slice(0, casesPerPage)
  const last = shown.at(-1)
  return { cases: shown, next: rows.length > casesPerPage && last ? last : null }
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
