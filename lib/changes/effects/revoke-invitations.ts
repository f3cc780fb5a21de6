import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { invitations } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Revokes what former owners sent, and everything for a closed account. Returns how many it revoked. */
export async function revokeInvitations(
  tx: Writer,
  before: LoadedAccount,
  { account, members }: LoadedAccount,
  actorId: string | null,
): Promise<number> {
  const ofAccount = eq(invitations.accountId, account.id)
  if (account.closedAt !== null) return revoke(tx, ofAccount, actorId, 'account-closed')
  const owners = new Set(listOwners(members).map(({ userId }) => userId))
  const gone = listOwners(before.members).flatMap(({ userId }) => (owners.has(userId) ? [] : [userId]))
  if (gone.length === 0) return 0
  return revoke(tx, and(ofAccount, isByMember, inArray(invitations.invitedBy, gone)), actorId, 'inviter-gone')
}

const isByMember = eq(invitations.byStaff, false)

/** Revokes what a former admin sent as staff, in every account. */
export function revokeStaffInvitationsBy(
  tx: Writer,
  userId: string,
  actorId: string | null,
): Promise<number> {
  const sent = and(eq(invitations.invitedBy, userId), eq(invitations.byStaff, true))
  return revoke(tx, sent, actorId, 'inviter-gone')
}

/** Revokes what was sent with a revoked key of an event source, in every account. */
export function revokeInvitationsByKey(tx: Writer, keyId: string, actorId: string | null): Promise<number> {
  return revoke(tx, eq(invitations.invitedByKey, keyId), actorId, 'inviter-gone')
}

/** Revokes the invitations of an erased address, in every account. The audit entries do not name the address. */
export function revokeInvitationsTo(tx: Writer, emailKey: string, actorId: string | null): Promise<number> {
  return revoke(tx, eq(invitations.emailKey, emailKey), actorId, 'erased')
}

async function revoke(
  tx: Writer,
  which: SQL | undefined,
  actorId: string | null,
  because: 'inviter-gone' | 'account-closed' | 'erased',
): Promise<number> {
  const { id, accountId, email, role } = invitations
  const ended = await tx
    .update(invitations)
    .set({ revokedAt: now() })
    .where(and(which, isPending()))
    .returning({ id, accountId, email, role })
  for (const one of ended) {
    await writeAudit(tx, {
      actorId,
      accountId: one.accountId,
      action: 'invitation.revoked',
      subjectId: one.id,
      before: { ...(because !== 'erased' && { email: one.email }), role: one.role },
      after: { because },
    })
  }
  return ended.length
}
