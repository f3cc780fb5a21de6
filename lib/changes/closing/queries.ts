import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { AdminGrant, OperatorGrant, StaffGrant } from '#/lib/accounts/access/grants.ts'
import { isPending } from '#/lib/accounts/invitations/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** How much of an account its closing would end. */
export type WouldEnd = { notices: number; cases: number; invitations: number }

export async function countWhatEnds(read: Reader, _grant: AdminGrant, accountId: string): Promise<WouldEnd> {
  return {
    notices: await read.$count(notices, and(eq(notices.accountId, accountId), isNull(notices.closedAt))),
    cases: await read.$count(cases, and(eq(cases.accountId, accountId), eq(cases.status, 'open'))),
    invitations: await read.$count(
      invitations,
      and(eq(invitations.accountId, accountId), isPending(), gt(invitations.expiresAt, now())),
    ),
  }
}

/** Who closed an account: their name or address; empty for the command line, null for somebody who is not there any more. */
export async function findCloser(
  read: Reader,
  _grant: StaffGrant,
  { closedBy }: { closedBy: string | null },
): Promise<string | null> {
  if (closedBy === null) return ''
  const [closer] = await read
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(and(eq(users.id, closedBy), isNull(users.erasedAt)))
  return closer ? closer.name || closer.email : null
}

/** Every closed account, the longest closed first. */
export function listClosed(read: Reader, _grant: AdminGrant | OperatorGrant) {
  return read
    .select({
      slug: accounts.slug,
      name: accounts.name,
      closedAt: accounts.closedAt,
      reason: accounts.closeReason,
    })
    .from(accounts)
    .where(isNotNull(accounts.closedAt))
    .orderBy(asc(accounts.closedAt), asc(accounts.slug))
}
