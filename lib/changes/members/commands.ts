import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { memberships } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import type { AccountGrant, MemberGrant, OwnerGrant } from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { isLastOwner, listOwners, seenInterval } from '#/lib/accounts/members/policy.ts'
import { findAlertRoles } from '#/lib/accounts/members/queries.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { takeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { askOwnersToInviteMail as askMail, removedFromAccount, roleChanged } from './mails.ts'

/**
 * Changes a member's role and tells them. Revokes the open invitations of an owner who is one no longer.
 * @throws AppError `not-found`, `last-owner`, `too-many`
 */
export async function changeRole(
  store: Store,
  grant: OwnerGrant,
  change: { userId: string; role: MemberRole },
): Promise<void> {
  const { userId, role } = change
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    const member = findMember(fresh, userId)
    if (member.role === role) return
    if (isLastOwner(fresh.members, userId)) throw new AppError('last-owner')
    await takeLimit(tx, 'role-changes', `${fresh.account.id} ${userId}`)
    const actorId = fresh.actor.user.id
    await changeAccount(tx, fresh, {
      kind: 'role-changed',
      actorId,
      write: (rows) => rows.setRole(userId, role),
      audit: {
        action: 'member.role-changed',
        subjectId: userId,
        before: { role: member.role },
        after: { role },
      },
    })
    if (userId === actorId) return
    const { account } = fresh
    await mailMembers(tx, account, [member], roleChanged, { accountName: account.name, role })
  })
}

/**
 * Removes a member and tells them. `asked`: the actor has confirmed removing an alert contact.
 * @throws AppError `not-found`, `last-owner`, `ask-first`
 */
export async function removeMember(
  store: Store,
  grant: OwnerGrant,
  removal: { userId: string; asked: boolean },
): Promise<void> {
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'owner')
    await endMembership(tx, fresh, removal)
  })
}

/**
 * Leaves an account, with the checks of `removeMember`; any role may (product.md, People).
 * @throws AppError as `removeMember`
 */
export async function leaveAccount(
  store: Store,
  grant: MemberGrant,
  leave: { asked: boolean },
): Promise<void> {
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'viewer')
    await endMembership(tx, fresh, { userId: fresh.actor.user.id, asked: leave.asked })
  })
}

async function endMembership(
  tx: Writer,
  fresh: AccountGrant,
  { userId, asked }: { userId: string; asked: boolean },
): Promise<void> {
  const member = findMember(fresh, userId)
  if (isLastOwner(fresh.members, userId)) throw new AppError('last-owner')
  const alert = await findAlertRoles(tx, fresh, userId)
  if ((alert.submitted || alert.drafted) && !asked) throw new AppError('ask-first')
  const actorId = fresh.actor.user.id
  await changeAccount(tx, fresh, {
    kind: 'left',
    actorId,
    write: (rows) => rows.removeMember(userId),
    audit: {
      action: userId === actorId ? 'member.left' : 'member.removed',
      subjectId: userId,
      before: { role: member.role },
    },
  })
  if (userId === actorId) return
  const { account } = fresh
  await mailMembers(tx, account, [member], removedFromAccount, { accountName: account.name })
}

/** Records that a member was here, at most every five minutes. */
export async function touchMembership(store: Store, grant: MemberGrant): Promise<void> {
  if (grant.readOnly) throw new AppError('forbidden')
  const at = now()
  const userId = grant.actor.user.id
  const seenAt = grant.members.find((member) => member.userId === userId)?.lastSeenAt ?? null
  if (seenAt !== null && at - seenAt < seenInterval) return
  const own = and(eq(memberships.accountId, grant.account.id), eq(memberships.userId, userId))
  const earlier = or(isNull(memberships.lastSeenAt), lt(memberships.lastSeenAt, at))
  await store.transact((tx) => tx.update(memberships).set({ lastSeenAt: at }).where(and(own, earlier)))
}

function findMember(grant: AccountGrant, userId: string): Member {
  const member = grant.members.find((one) => one.userId === userId)
  if (!member) throw new AppError('not-found')
  return member
}

/**
 * Asks all owners by mail to invite somebody. `text` says whom; it may be empty (product.md, Users tab). Returns how
 * many it mailed.
 * @throws AppError `too-many`
 */
export async function askOwnersToInvite(store: Store, grant: MemberGrant, text: string): Promise<number> {
  return store.transact(async (tx) => {
    const { account, actor, members } = await reauthorise(tx, grant, 'viewer')
    await takeLimit(tx, 'owners-asked', `${account.id} ${actor.user.id}`)
    await takeLimit(tx, 'owners-asked-account', account.id)
    const owners = listOwners(members)
    await mailMembers(tx, account, owners, askMail, {
      accountName: account.name,
      askerName: actor.user.name,
      askerEmail: actor.user.email,
      text,
      link: `${env.APP_URL}/accounts/${account.slug}/configuration/users`,
    })
    await writeAudit(tx, {
      actorId: actor.user.id,
      accountId: account.id,
      action: 'members.invitation-asked',
    })
    return owners.length
  })
}
