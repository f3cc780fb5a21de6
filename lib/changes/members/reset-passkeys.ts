import { and, asc, count, eq, isNull } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships, passkeys, staff } from '#/db/schema/people.ts'
import type { Reader, Store, Writer } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { listMembers } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { listOwners } from '#/lib/accounts/members/policy.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { endPasskeys } from '#/lib/identity/passkeys/manage.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { memberPasskeysReset } from './mails.ts'

/** A member who has passkeys. `isStaff`: only an admin resets theirs, under Settings, Staff. */
export type PasskeyHolder = { userId: string; passkeys: number; isStaff: boolean }

export async function listPasskeyHolders(
  read: Reader,
  _grant: StaffGrant,
  accountId: string,
): Promise<PasskeyHolder[]> {
  const rows = await read
    .select({ userId: memberships.userId, passkeys: count(), role: staff.role })
    .from(memberships)
    .innerJoin(passkeys, eq(passkeys.userId, memberships.userId))
    .leftJoin(staff, eq(staff.userId, memberships.userId))
    .where(eq(memberships.accountId, accountId))
    .groupBy(memberships.userId, staff.role)
  return rows.map(({ userId, passkeys, role }) => ({
    userId,
    passkeys: Number(passkeys),
    isStaff: role !== null,
  }))
}

/**
 * Removes all passkeys of a member who lost them and ends their sessions: they sign in by mail and add new ones. Notifies them
 * and the owners of all their accounts, because whoever reads their mailbox could have asked for it (product.md, Signing in).
 * @throws AppError `not-found`, `passkeys-none`, `passkeys-of-staff`, `too-many`, as `reauthoriseStaff`
 */
export function resetMemberPasskeys(
  store: Store,
  grant: StaffGrant,
  { account: slug, person: userId }: { account: string; person: string },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const [member] = await tx
      .select({ accountId: accounts.id, role: staff.role })
      .from(memberships)
      .innerJoin(accounts, and(eq(accounts.id, memberships.accountId), eq(accounts.slug, slug)))
      .leftJoin(staff, eq(staff.userId, memberships.userId))
      .where(eq(memberships.userId, userId))
    if (!member) throw new AppError('not-found')
    if (member.role !== null) throw new AppError('passkeys-of-staff')
    await consumeLimit(tx, 'staff-mail', actor.user.id)
    await endPasskeys(tx, { userId, actorId: actor.user.id, accountId: member.accountId })
    await notifyOwners(tx, userId)
  })
}

async function notifyOwners(tx: Writer, userId: string): Promise<void> {
  const joined = await tx
    .select({ account: accounts })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(and(eq(memberships.userId, userId), isNull(accounts.closedAt)))
    .orderBy(asc(accounts.id))
  for (const { account } of joined) {
    const members = await listMembers(tx, account.id)
    const person = members.find((member) => member.userId === userId)
    if (!person) continue
    const others = listOwners(members).filter((owner) => owner.userId !== userId)
    await mailMembers(tx, account, others, memberPasskeysReset, {
      accountName: account.name,
      memberName: person.name,
      memberEmail: person.email,
      link: `${env.APP_URL}/accounts/${account.slug}/configuration/users`,
    })
  }
}
