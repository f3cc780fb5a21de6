import { and, asc, desc, eq, lt, or, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { caseMessages, cases } from '#/db/schema/cases.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { AccountGrant, StaffGrant } from '#/lib/access/grants.ts'
import type { CaseStatus } from './schema.ts'
import { type Case, findCase } from './updates.ts'

export const casesPerPage = 25

const isClosed = sql<number>`case ${cases.status} when 'open' then 0 else 1 end`

/** Where a page of an account's cases goes on: after this one. */
export type CaseCursor = { status: CaseStatus; number: number }

/** The account's cases, open ones first, then by number, newest first; `next` is where the following page starts. */
export async function listCases(read: Reader, grant: AccountGrant, after: CaseCursor | null) {
  const later = after
    ? or(
        sql`${isClosed} > ${after.status === 'open' ? 0 : 1}`,
        and(eq(cases.status, after.status), lt(cases.number, after.number)),
      )
    : undefined
  const rows = await read
    .select()
    .from(cases)
    .where(and(eq(cases.accountId, grant.account.id), later))
    .orderBy(isClosed, desc(cases.number))
    .limit(casesPerPage + 1)
  const shown = rows.slice(0, casesPerPage)
  const last = shown.at(-1)
  return { cases: shown, next: rows.length > casesPerPage && last ? last : null }
}

export type CaseMessage = { id: string; author: string; fromStaff: boolean; text: string; at: number }

/** A case with what was said, oldest first, what it follows and what follows it. */
export type CaseThread = { case: Case; messages: CaseMessage[]; follows: Case | null; followedBy: Case[] }

/** A case of the account; null where it has none of this number. */
export async function findCaseOf(
  read: Reader,
  grant: AccountGrant,
  number: number,
): Promise<CaseThread | null> {
  const found = await findCase(read, number, grant.account.id)
  return found && readThread(read, found)
}

/** Any case, with its account, for staff. */
export async function findCaseForStaff(
  read: Reader,
  _grant: StaffGrant,
  number: number,
): Promise<(CaseThread & { account: { slug: string; name: string } }) | null> {
  const found = await findCase(read, number)
  if (!found) return null
  const [account] = await read
    .select({ slug: accounts.slug, name: accounts.name })
    .from(accounts)
    .where(eq(accounts.id, found.accountId))
  return account ? { ...(await readThread(read, found)), account } : null
}

async function readThread(read: Reader, found: Case): Promise<CaseThread> {
  const messages = await read
    .select({
      id: caseMessages.id,
      name: users.name,
      email: users.email,
      fromStaff: caseMessages.fromStaff,
      text: caseMessages.text,
      at: caseMessages.at,
    })
    .from(caseMessages)
    .innerJoin(users, eq(users.id, caseMessages.authorId))
    .where(eq(caseMessages.caseId, found.id))
    .orderBy(asc(caseMessages.at), asc(caseMessages.id))
  const [follows] = found.followsId
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
    follows: follows ?? null,
    followedBy,
  }
}
