import { and, eq, isNull } from 'drizzle-orm'
import { invitations } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { Locale, MemberRole, StaffRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { findEntrant } from '#/lib/accounts/invitations/entrant.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import { invitationTtl } from '#/lib/accounts/invitations/policy.ts'
import type { FoundInvitation } from '#/lib/accounts/invitations/queries.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { nameForStrangers } from '#/lib/identity/people/person-name.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { invitation, staffInvitation } from './invitation.ts'

/** A person, an event source, or the command line. */
type Issuer = { actor: Actor; source?: never; key?: never } | BySource | Operator
type BySource = Pick<SourceGrant, 'source' | 'key'> & { actor?: never }
type Operator = { operator: true; actor?: never; source?: never; key?: never }

/** `account`: null for an invitation to the staff. */
type Invited = { email: string; locale: Locale; byStaff?: boolean; lane?: MailLane } & (
  | { account: { id: string; name: string }; role: MemberRole }
  | { account: null; role: StaffRole }
)

/**
 * Writes and mails one invitation, and replaces the open one of the same address. The mail goes to the stored spelling of a
 * known person; the inviter sees their own, which hides who is known. Rights and limits are the caller's.
 */
export async function issueInvitation(
  tx: Writer,
  { actor, source, key }: Issuer,
  invited: Invited,
): Promise<void> {
  const { account, email, role, locale, byStaff = false, lane } = invited
  const at = now()
  const emailKey = addressKey(email)
  const accountId = account?.id ?? null
  const entrant = await findEntrant(tx, emailKey, at)
  const sameTarget = accountId ? eq(invitations.accountId, accountId) : isNull(invitations.accountId)
  await tx
    .update(invitations)
    .set({ replacedAt: at })
    .where(and(sameTarget, eq(invitations.emailKey, emailKey), isPending()))
  const id = newId()
  const token = newToken()
  const expiresAt = at + invitationTtl
  const user = actor?.user
  const sender = user ? nameForStrangers(user) : ''
  const mail = { to: entrant?.email ?? email, locale, ...(lane && { lane }) }
  const link = `${env.APP_URL}/invitations/${token}`
  const common = { link, expiresAt, timeZone: user?.timeZone ?? null }
  const mailId = invited.account
    ? await queueMail(tx, invitation, {
        ...mail,
        accountId: invited.account.id,
        data: {
          ...common,
          accountName: invited.account.name,
          inviterName: byStaff ? '' : sender,
          role: invited.role,
        },
      })
    : await queueMail(tx, staffInvitation, {
        ...mail,
        data: {
          ...common,
          inviterName: sender,
          role: invited.role,
          needsPasskey: env.STAFF_PASSKEYS === 'required',
        },
      })
  const row = { id, accountId, email, emailKey, role, locale, byStaff, mailId, createdAt: at, expiresAt }
  const by = { invitedBy: user?.id ?? null, invitedByKey: key?.id ?? null }
  await tx.insert(invitations).values({ ...row, ...by, tokenHash: hashSecret(token) })
  await writeAudit(tx, {
    actorId: user?.id ?? null,
    sourceId: source?.id ?? null,
    accountId,
    action: 'invitation.sent',
    subjectId: id,
    after: { email, role, locale },
  })
}

export async function revokeInvitationIn(
  tx: Writer,
  { invitation: { id, accountId, email, role } }: FoundInvitation,
  actorId: string,
): Promise<void> {
  await tx.update(invitations).set({ revokedAt: now() }).where(eq(invitations.id, id))
  const revoked = { action: 'invitation.revoked', subjectId: id, before: { email, role } } as const
  await writeAudit(tx, { actorId, accountId, ...revoked })
}
