import { and, asc, desc, eq, gt, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { accounts } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Reader } from '#/db/store/store.ts'
import { integrationStates } from '#/db/words/accounts.ts'
import { readListed } from '#/lib/accounts/search/account-list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import { memberSteps, type ReviewStep, staffSteps } from './policy.ts'

export const stepsPerPage = 10

export type TakenStep = Awaited<ReturnType<typeof listTakenSteps>>['steps'][number]

const allSteps = [...memberSteps, ...staffSteps]

const actionOf = (step: ReviewStep) => `integration.${step}`

/** What `moveIntegration` records of a step. */
const writtenSchema = z.object({ state: z.enum(integrationStates), reason: z.string().default('') })

/**
 * The integration's past steps, newest first: the new state, who took it (empty when unknown), and staff's reason. `next`
 * starts the following page.
 */
export async function listTakenSteps(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
  after: TimeCursor | null,
) {
  const { at, id, action } = auditEntries
  const rows = await read
    .select({ id, at, action, after: auditEntries.after, name: users.name, email: users.email })
    .from(auditEntries)
    .leftJoin(users, eq(users.id, auditEntries.actorId))
    .where(
      and(
        eq(auditEntries.accountId, accountId),
        // Makes the engine use the index of the account, not that of the action.
        inArray(sql`${action} || ''`, allSteps.map(actionOf)),
        isBefore(at, id, after),
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(stepsPerPage + 1)
  const { shown, next } = toPage(rows, stepsPerPage, (row) => row.at)
  return {
    steps: shown.flatMap(({ name, email, action, after: written, ...row }) => {
      const step = allSteps.find((known) => actionOf(known) === action)
      const { success, data } = writtenSchema.safeParse(written)
      return step && success ? [{ ...row, step, ...data, by: name || email || '' }] : []
    }),
    next,
  }
}

export const reviewsPerPage = 25

const isInReview = and(eq(accounts.state, 'review'), isNull(accounts.closedAt))

export type ReviewRequest = Awaited<ReturnType<typeof listReviews>>['reviews'][number]

/**
 * Requested reviews, the longest waiting first, each with who requested it (empty when unknown); `next` starts the
 * following page.
 */
export async function listReviews(read: Reader, _grant: StaffGrant, after: TimeCursor | null) {
  const { id, stateChangedAt: at } = accounts
  const later = after && or(gt(at, after.at), and(eq(at, after.at), gt(id, after.id)))
  const rows = await read
    .select({ id, at })
    .from(accounts)
    .where(and(isInReview, later ?? undefined))
    .orderBy(asc(at), asc(id))
    .limit(reviewsPerPage + 1)
  const { shown, next } = toPage(rows, reviewsPerPage, ({ at }) => at)
  const ids = shown.map(({ id }) => id)
  const requesters = await listRequesters(read, ids)
  const reviews = (await readListed(read, ids)).map((listed) => ({
    ...listed,
    requestedAt: listed.account.stateChangedAt,
    requestedBy: requesters.get(listed.account.id) ?? '',
  }))
  return { reviews, next }
}

export function countReviews(read: Reader, _grant: StaffGrant): Promise<number> {
  return read.$count(accounts, isInReview)
}

/** Who requested the review of each account. */
async function listRequesters(read: Reader, accountIds: string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map()
  const rows = await read
    .select({ accountId: accounts.id, name: users.name, email: users.email })
    .from(accounts)
    .innerJoin(
      auditEntries,
      and(eq(auditEntries.accountId, accounts.id), gte(auditEntries.at, accounts.stateChangedAt)),
    )
    .innerJoin(users, eq(users.id, auditEntries.actorId))
    // Makes the engine use the index of the account, not that of the action.
    .where(
      and(inArray(accounts.id, accountIds), sql`${auditEntries.action} || '' = 'integration.request-review'`),
    )
  return new Map(rows.map(({ accountId, name, email }) => [accountId, name || email]))
}
