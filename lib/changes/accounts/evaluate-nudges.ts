import { and, inArray, ne } from 'drizzle-orm'
import { memberships } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { listAccountsWithInvitedOwner } from '#/lib/accounts/invitations/queries.ts'
import { readListed } from '#/lib/accounts/search/account-list.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { decideNudge, type NudgeRefusal } from './nudge.ts'

/** Why each of these open accounts would not be asked for what is missing now; null for those that would. */
export async function evaluateNudges(
  read: Reader,
  { staffRole }: StaffGrant,
  accountIds: readonly string[],
): Promise<Map<string, NudgeRefusal | null>> {
  const listed = await readListed(read, accountIds)
  const rows = await read
    .selectDistinct({ accountId: memberships.accountId })
    .from(memberships)
    .where(and(inArray(memberships.accountId, [...accountIds]), ne(memberships.role, 'viewer')))
  const edited = new Set(rows.map(({ accountId }) => accountId))
  const invited = await listAccountsWithInvitedOwner(read, accountIds)
  const at = now()
  return new Map(
    listed.map(({ account: { id, nudgedAt }, missing }) => {
      const editors = edited.has(id) ? 1 : 0
      const invitedOwners = invited.has(id) ? 1 : 0
      const decision = decideNudge({ missing, nudgedAt, editors, invitedOwners, staffRole, now: at })
      return [id, decision.ok ? null : decision.code]
    }),
  )
}
