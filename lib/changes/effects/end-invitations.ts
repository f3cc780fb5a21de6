import { and, eq, type SQL } from 'drizzle-orm'
import { invitations } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { isPending } from '#/lib/accounts/invitations/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Ends, for good, what somebody's right to invite in an account carried, in the transaction that takes the right away. */
export async function endInvitationsBy(
  tx: Writer,
  inviter: { userId: string; accountId: string; actorId: string | null },
): Promise<void> {
  const { userId, accountId, actorId } = inviter
  const sent = and(eq(invitations.accountId, accountId), eq(invitations.byStaff, false))
  await endInvitations(tx, and(eq(invitations.invitedBy, userId), sent), actorId)
}

/** The same for an admin who is one no more: what they sent as staff, in every account. */
export async function endStaffInvitationsBy(
  tx: Writer,
  userId: string,
  actorId: string | null,
): Promise<void> {
  const sent = and(eq(invitations.invitedBy, userId), eq(invitations.byStaff, true))
  await endInvitations(tx, sent, actorId)
}

/** The same for an event source whose key is revoked: what was sent with it, in every account. */
export async function endSourceInvitationsBy(
  tx: Writer,
  sourceId: string,
  actorId: string | null,
): Promise<void> {
  await endInvitations(tx, eq(invitations.invitedBySource, sourceId), actorId)
}

/**
 * Ends what an address was invited to, in every account, where the address is erased; it stands in no entry. Answers how many
 * there were.
 */
export async function endInvitationsFor(
  tx: Writer,
  emailKey: string,
  actorId: string | null,
): Promise<number> {
  const ended = await tx
    .update(invitations)
    .set({ revokedAt: now() })
    .where(and(eq(invitations.emailKey, emailKey), isPending()))
    .returning({ id: invitations.id, accountId: invitations.accountId, role: invitations.role })
  for (const { id, accountId, role } of ended) {
    await writeAudit(tx, {
      actorId,
      accountId,
      action: 'invitation.revoked',
      subjectId: id,
      before: { role },
      after: { because: 'erased' },
    })
  }
  return ended.length
}

/** The same for an account that staff close, whoever sent them; answers how many there were. */
export function endInvitationsOf(tx: Writer, accountId: string, actorId: string | null): Promise<number> {
  return endInvitations(tx, eq(invitations.accountId, accountId), actorId, 'account-closed')
}

async function endInvitations(
  tx: Writer,
  which: SQL | undefined,
  actorId: string | null,
  because: 'inviter-gone' | 'account-closed' = 'inviter-gone',
): Promise<number> {
  const ended = await tx
    .update(invitations)
    .set({ revokedAt: now() })
    .where(and(which, isPending()))

    .returning({
      id: invitations.id,
      accountId: invitations.accountId,
      email: invitations.email,
      role: invitations.role,
    })
  for (const { id, accountId, email, role } of ended) {
    await writeAudit(tx, {
      actorId,
      accountId,
      action: 'invitation.revoked',
      subjectId: id,
      before: { email, role },
      after: { because },
    })
  }
  return ended.length
}
