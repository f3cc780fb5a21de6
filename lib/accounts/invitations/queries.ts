import { and, desc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { eventSources, sourceKeys } from '#/db/schema/notices.ts'
import { invitations, memberships, staff, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { MailStatus } from '#/db/words/mail.ts'
import { type MemberRole, memberRoles, type StaffRole, staffRoles } from '#/db/words/people.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import type { AdminGrant, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { mayUse } from '#/lib/identity/keys/policy.ts'
import type { User } from '#/lib/identity/sessions/queries.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'
import { isPending } from './pending.ts'
import { deliveryOf, type InvitationDelivery, type InvitationState, invitationStateOf } from './policy.ts'

export type Invitation = typeof invitations.$inferSelect

/**
 * An invitation, its state, and what its page shows. `mailedTo`: where its link went, which may be another spelling of the
 * address than the inviter's. `inviterName` is empty if staff invited to an account.
 */
type Found = { invitation: Invitation; mailedTo: string; state: InvitationState; inviterName: string }
export type AccountInvitation = Found & {
  account: { id: string; slug: string; name: string }
  role: MemberRole
}
export type StaffInvitation = Found & { account: null; role: StaffRole }
export type FoundInvitation = AccountInvitation | StaffInvitation

/** The row of an invitation's mail. */
type WithMail = { mail: { status: MailStatus; lastError: string } | null }

async function findInvitations(
  read: Reader,
  where: SQL | undefined,
  now: number,
): Promise<(FoundInvitation & WithMail)[]> {
  const rows = await read
    .select({
      invitation: invitations,
      account: { id: accounts.id, slug: accounts.slug, name: accounts.name },
      inviter: { name: users.name, email: users.email },
      role: memberships.role,
      staffRole: staff.role,
      key: { scopes: eventSources.scopes, revokedAt: sourceKeys.revokedAt, expiresAt: sourceKeys.expiresAt },
      mail: { status: outbox.status, lastError: outbox.lastError, recipient: outbox.recipient },
    })
    .from(invitations)
    .leftJoin(accounts, eq(accounts.id, invitations.accountId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .leftJoin(
      memberships,
      and(eq(memberships.accountId, invitations.accountId), eq(memberships.userId, invitations.invitedBy)),
    )
    .leftJoin(staff, eq(staff.userId, invitations.invitedBy))
    .leftJoin(sourceKeys, eq(sourceKeys.id, invitations.invitedByKey))
    .leftJoin(eventSources, eq(eventSources.id, sourceKeys.sourceId))
    .leftJoin(outbox, eq(outbox.id, invitations.mailId))
    .where(where)
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
  return rows.map(({ invitation, account, inviter, mail, role, staffRole, key }) => {
    const fromCommandLine = invitation.invitedBy === null && invitation.invitedByKey === null
    const provisions =
      fromCommandLine || (key !== null && mayUse({ ...key, scopes: key.scopes ?? [] }, 'accounts:write', now))
    const isAnonymous = account && invitation.byStaff
    return {
      invitation,
      mailedTo: mail?.recipient ?? invitation.email,
      ...targetOf(invitation, account),
      inviterName: isAnonymous || !inviter ? '' : inviter.name || inviter.email,
      mail,
      state: invitationStateOf(invitation, { role, staffRole, provisions }, now),
    }
  })
}

/** What an invitation is to. @throws Error if its role is none there, which no command writes */
function targetOf({ id, role }: Invitation, account: AccountInvitation['account'] | null) {
  if (account && isMemberRole(role)) return { account, role }
  if (!account && isStaffRole(role)) return { account, role }
  throw new Error(`Invitation ${id} has a role that is not one of where it leads.`)
}

const isMemberRole = (role: string): role is MemberRole => memberRoles.some((known) => known === role)
const isStaffRole = (role: string): role is StaffRole => staffRoles.some((known) => known === role)

/** The open invitations of an account, newest first, each with the state of its mail. */
export function listOpenInvitations(
  read: Reader,
  grant: AccountGrant<'owner'>,
  now: number,
): Promise<OpenInvitation[]> {
  return listOpen(read, eq(invitations.accountId, grant.account.id), now)
}
export type OpenInvitation = FoundInvitation & { delivery: InvitationDelivery }

async function listOpen(read: Reader, where: SQL | undefined, now: number): Promise<OpenInvitation[]> {
  return (await findInvitations(read, where, now))
    .filter(({ state }) => state === 'open')
    .map(({ mail, ...rest }) => ({ ...rest, delivery: deliveryOf(mail) }))
}

export type InvitationForStaff = Pick<Invitation, 'id' | 'email' | 'role' | 'createdAt' | 'expiresAt'> & {
  inviterName: string
  delivery: InvitationDelivery
}

/** The open invitations to the staff, newest first, each with the state of its mail. */
export function listOpenStaffInvitations(
  read: Reader,
  _grant: StaffGrant,
  now: number,
): Promise<OpenInvitation[]> {
  return listOpen(read, and(isNull(invitations.accountId), isPending()), now)
}

/** The open invitations of any account for staff, oldest first, each with the state of its mail. */
export async function listOpenInvitationsForStaff(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
  now: number,
): Promise<InvitationForStaff[]> {
  const found = await findInvitations(read, and(eq(invitations.accountId, accountId), isPending()), now)
  return found
    .filter(({ state }) => state === 'open')
    .map(({ invitation: { id, email, role, createdAt, expiresAt }, inviterName, mail }) => ({
      id,
      email,
      role,
      createdAt,
      expiresAt,
      inviterName,
      delivery: deliveryOf(mail),
    }))
    .reverse()
}

/** The most owners that are invited again at once. */
const maxInvitedOwners = 10

/** The invited owners of an account who have not joined, newest first. Their invitation may have expired. */
export async function listInvitedOwners(
  read: Reader,
  accountId: string,
): Promise<Pick<Invitation, 'email' | 'locale' | 'createdAt'>[]> {
  return read
    .select({ email: invitations.email, locale: invitations.locale, createdAt: invitations.createdAt })
    .from(invitations)
    .where(and(eq(invitations.accountId, accountId), eq(invitations.role, 'owner'), isPending()))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(maxInvitedOwners)
}

/** Which of these accounts have an invited owner who has not joined. */
export async function listAccountsWithInvitedOwner(
  read: Reader,
  accountIds: readonly string[],
): Promise<Set<string>> {
  const rows = await read
    .selectDistinct({ accountId: invitations.accountId })
    .from(invitations)
    .where(and(inArray(invitations.accountId, [...accountIds]), eq(invitations.role, 'owner'), isPending()))
  return new Set(rows.flatMap(({ accountId }) => accountId ?? []))
}

/** An invitation of this account by its id; null if there is none or it belongs to another account. */
export async function findInvitationOf(
  read: Reader,
  grant: AccountGrant<'owner'>,
  id: string,
  now: number,
): Promise<AccountInvitation | null> {
  const where = and(eq(invitations.id, id), eq(invitations.accountId, grant.account.id))
  const [found] = await findInvitations(read, where, now)
  return found?.account ? found : null
}

/** An invitation to the staff by its id; null if there is none. */
export async function findStaffInvitation(
  read: Reader,
  _grant: AdminGrant,
  id: string,
  now: number,
): Promise<StaffInvitation | null> {
  const where = and(eq(invitations.id, id), isNull(invitations.accountId))
  const [found] = await findInvitations(read, where, now)
  return found && !found.account ? found : null
}

/** The invitation of a mailed link in any state; null if it never existed. */
export async function findInvitationByToken(
  read: Reader,
  token: string,
  now: number,
): Promise<FoundInvitation | null> {
  return (await findInvitations(read, eq(invitations.tokenHash, hashSecret(token)), now))[0] ?? null
}

/** The open invitations to a person's own address, newest first. */
export async function listInvitationsFor(
  read: Reader,
  user: Pick<User, 'emailKey'>,
  now: number,
): Promise<FoundInvitation[]> {
  return (await findInvitations(read, eq(invitations.emailKey, user.emailKey), now)).filter(
    ({ state }) => state === 'open',
  )
}
