import { and, eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { invitations } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { Locale, MemberRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { listMembers, type Member } from '#/lib/accounts/account/load-account.ts'
import { invitationLife, maxInvitedAtOnce } from '#/lib/accounts/invitations/policy.ts'
import { findInvitationOf, isPending } from '#/lib/accounts/invitations/queries.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { nameToStrangers } from '#/lib/identity/people/person-name.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret, newId, newToken } from '#/lib/platform/values/ids.ts'
import { invitation } from './invitation.ts'

type Invited = { role: MemberRole; locale: Locale }

/**
 * Invites all the addresses, given in stored form, or none. Replaces open invitations of the same addresses. Returns
 * how many it invited.
 * @throws AppError `already-member`, `too-many-addresses`, `too-many`
 */
export async function inviteMembers(
  store: Store,
  grant: OwnerGrant,
  invited: Invited & { emails: readonly string[] },
): Promise<number> {
  const { emails, role, locale } = invited
  if (emails.length > maxInvitedAtOnce)
    throw new AppError('too-many-addresses', { max: maxInvitedAtOnce }, 'emails')
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    refuseMembers(fresh.members, emails)
    await limitInvitations(tx, fresh, emails)
    for (const email of emails) await issueInvitation(tx, fresh, { email, role, locale })
  })
  return emails.length
}

/** Sends an open invitation again with a new link; the old link ends. @throws AppError `not-found`, `too-many` */
export async function resendInvitation(store: Store, grant: OwnerGrant, id: string): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    const found = await findInvitationOf(tx, fresh, id, now())
    if (found?.state !== 'open') throw new AppError('not-found')
    await limitInvitations(tx, fresh, [found.invitation.email])
    await issueInvitation(tx, fresh, found.invitation)
    return found.invitation.email
  })
}

/** Revokes an open invitation. @throws AppError `not-found` */
export async function revokeInvitation(store: Store, grant: OwnerGrant, id: string): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    const found = await findInvitationOf(tx, fresh, id, now())
    if (found?.state !== 'open') throw new AppError('not-found')
    await tx.update(invitations).set({ revokedAt: now() }).where(eq(invitations.id, id))
    await writeAudit(tx, {
      actorId: fresh.actor.user.id,
      accountId: fresh.account.id,
      action: 'invitation.revoked',
      subjectId: id,
      before: { email: found.invitation.email, role: found.invitation.role },
    })
    return found.invitation.email
  })
}

/**
 * Invites an owner for the programme, in the caller's transaction.
 * @throws AppError `not-found`, `already-member`, `too-often` with one key
 */
export async function inviteFirstOwner(
  tx: Writer,
  invited: { by: ProgrammeGrant; accountId: string; email: string; locale: Locale; lane?: MailLane },
): Promise<void> {
  const { by, accountId, email, locale, lane } = invited
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId))
  if (!account) throw new AppError('not-found')
  refuseMembers(await listMembers(tx, accountId), [email], 'email')
  if ('source' in by) {
    await takeLimit(tx, 'invitations-key', `${by.source.id} ${addressKey(email)}`)
    await takeLimit(tx, 'invitations-key-all', by.source.id)
  }
  await issueInvitation(
    tx,
    { account, ...by },
    { email, role: 'owner', locale, byStaff: true, ...(lane && { lane }) },
  )
}

/** Who may create accounts and invite their owners: an admin, the command line, or an event source. */
export type ProgrammeGrant = AdministratorGrant | SourceGrant<'accounts:write'>

type Issuer = { account: { id: string; name: string } } & (
  | { actor: Actor; source?: never }
  | { source: { id: string }; actor?: never }
  | { operator: true; actor?: never; source?: never }
)

async function issueInvitation(
  tx: Writer,
  { account, actor, source }: Issuer,
  {
    email,
    role,
    locale,
    byStaff = false,
    lane,
  }: Invited & { email: string; byStaff?: boolean; lane?: MailLane },
): Promise<void> {
  const at = now()
  const emailKey = addressKey(email)
  await tx
    .update(invitations)
    .set({ replacedAt: at })
    .where(and(eq(invitations.accountId, account.id), eq(invitations.emailKey, emailKey), isPending()))
  const id = newId()
  const token = newToken()
  const expiresAt = at + invitationLife
  const user = actor?.user
  const sender = user ? nameToStrangers(user) : ''
  const mailId = await queueMail(tx, invitation, {
    to: email,
    locale,
    accountId: account.id,
    ...(lane && { lane }),
    data: {
      accountName: account.name,
      inviterName: byStaff ? '' : sender,
      role,
      link: `${env.APP_URL}/invitations/${token}`,
      expiresAt,
      timeZone: user?.timeZone ?? null,
    },
  })
  await tx.insert(invitations).values({
    id,
    accountId: account.id,
    email,
    emailKey,
    role,
    locale,
    tokenHash: hashSecret(token),
    invitedBy: user?.id ?? null,
    invitedBySource: source?.id ?? null,
    byStaff,
    mailId,
    createdAt: at,
    expiresAt,
  })
  await writeAudit(tx, {
    actorId: user?.id ?? null,
    sourceId: source?.id ?? null,
    accountId: account.id,
    action: 'invitation.sent',
    subjectId: id,
    after: { email, role, locale },
  })
}

function refuseMembers(members: readonly Member[], emails: readonly string[], field = 'emails'): void {
  const keys = new Set(members.map(({ email }) => addressKey(email)))
  const taken = emails.filter((email) => keys.has(addressKey(email)))
  if (taken.length > 0)
    throw new AppError('already-member', { email: taken.join(', '), count: taken.length }, field)
}

/** Keeps a mistake from mailing thousands, and several accounts from flooding one address. */
async function limitInvitations(
  tx: Writer,
  { account, actor }: { account: { id: string }; actor: Actor },
  emails: readonly string[],
): Promise<void> {
  await takeLimit(tx, 'invitations-account', account.id, emails.length)
  await takeLimit(tx, 'invitations-inviter', actor.user.id, emails.length)
  for (const email of emails) await takeLimit(tx, 'invitations-address', addressKey(email))
}
