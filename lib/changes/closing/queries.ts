import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { cases } from '#/db/schema/cases.ts'
import { notices } from '#/db/schema/notices.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** What closing the account would end. */
export async function countOpenItems(read: Reader, _grant: AdministratorGrant, accountId: string) {
  return {
    notices: await read.$count(notices, and(eq(notices.accountId, accountId), isNull(notices.closedAt))),
    cases: await read.$count(cases, and(eq(cases.accountId, accountId), eq(cases.status, 'open'))),
    invitations: await read.$count(
      invitations,
      and(eq(invitations.accountId, accountId), isPending(), gt(invitations.expiresAt, now())),
    ),
  }
}

/** All closed accounts, the longest closed first. */
export function listClosed(read: Reader, _grant: AdministratorGrant) {
  const { slug, name, closedAt, closeReason: reason } = accounts
  return read
    .select({ slug, name, closedAt, reason })
    .from(accounts)
    .where(isNotNull(closedAt))
    .orderBy(asc(closedAt), asc(slug))
}
