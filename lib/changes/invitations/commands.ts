import { eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { Locale, MemberRole } from '#/db/words/people.ts'
import type { OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import { listMembers, type Member } from '#/lib/accounts/account/load-account.ts'
import { maxInvitedAddresses } from '#/lib/accounts/invitations/policy.ts'
import { type AccountInvitation, findInvitationOf } from '#/lib/accounts/invitations/queries.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { issueInvitation, revokeInvitationIn } from './issue.ts'

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
  if (emails.length > maxInvitedAddresses)
    throw new AppError('too-many-addresses', { max: maxInvitedAddresses }, 'emails')
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    refuseMembers(fresh.members, emails)
    await limitInvitations(tx, fresh, emails)
    for (const email of emails)
      await issueInvitation(tx, fresh, { account: fresh.account, email, role, locale })
  })
  return emails.length
}

/** Sends an open invitation again with a new link; the old link ends. @throws AppError `not-found`, `too-many` */
export async function resendInvitation(store: Store, grant: OwnerGrant, id: string): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    const { invitation, role } = await requireOpen(tx, fresh, id)
    const { email, locale } = invitation
    await limitInvitations(tx, fresh, [email])
    await issueInvitation(tx, fresh, { account: fresh.account, email, role, locale })
    return email
  })
}

/** Revokes an open invitation. @throws AppError `not-found` */
export async function revokeInvitation(store: Store, grant: OwnerGrant, id: string): Promise<string> {
  return store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    const found = await requireOpen(tx, fresh, id)
    await revokeInvitationIn(tx, found, fresh.actor.user.id)
    return found.invitation.email
  })
}

async function requireOpen(tx: Writer, grant: OwnerGrant, id: string): Promise<AccountInvitation> {
  const found = await findInvitationOf(tx, grant, id, now())
  if (found?.state !== 'open') throw new AppError('not-found')
  return found
}

/**
 * Invites an owner for the programme, in the caller's transaction.
 * @throws AppError `not-found`, `already-member`, `too-often` with one key
 */
export async function inviteOwner(
  tx: Writer,
  invited: { by: ProgrammeGrant; accountId: string; email: string; locale: Locale; lane?: MailLane },
): Promise<void> {
  const { by, accountId, email, locale, lane } = invited
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId))
  if (!account) throw new AppError('not-found')
  refuseMembers(await listMembers(tx, accountId), [email], 'email')
  if ('source' in by) {
    await consumeLimit(tx, 'invitations-key', `${by.source.id} ${addressKey(email)}`)
    await consumeLimit(tx, 'invitations-key-all', by.source.id)
  }
  const owner = { account, email, role: 'owner', locale, byStaff: true } as const
  await issueInvitation(tx, by, { ...owner, ...(lane && { lane }) })
}

/** Who may create accounts and invite their owners: an admin, the command line, or an event source. */
export type ProgrammeGrant = AdministratorGrant | SourceGrant<'accounts:write'>

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
  await consumeLimit(tx, 'invitations-account', account.id, emails.length)
  await consumeLimit(tx, 'invitations-inviter', actor.user.id, emails.length)
  for (const email of emails) await consumeLimit(tx, 'invitations-address', addressKey(email))
}
