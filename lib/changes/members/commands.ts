import { and, eq, isNull, lt, or } from 'drizzle-orm'
import { memberships } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import {
  type AccountGrant,
  type MemberGrant,
  type OwnerGrant,
  roleCovers,
} from '#/lib/accounts/access/grants.ts'
import { reauthorise } from '#/lib/accounts/access/reauthorise.ts'
import type { Member } from '#/lib/accounts/account/load-account.ts'
import { mailMembers } from '#/lib/accounts/members/mail-members.ts'
import { isLastOwner, listOwners, seenInterval } from '#/lib/accounts/members/policy.ts'
import { findAlertRoles } from '#/lib/accounts/members/queries.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { askOwnersToInviteMail as askMail, removedFromAccount, roleChanged } from './mails.ts'

/**
 * Changes a member's role and notifies them. Revokes the open invitations of a former owner.
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
    await consumeLimit(tx, 'role-changes', `${fresh.account.id} ${userId}`)
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
 * `asked`: the actor has confirmed removing an alert contact. `alertTo` and `ownerTo`: the members who take over as
 * alert contact and as owner.
 */
type Departure = { asked: boolean; alertTo?: string | null; ownerTo?: string | null }

/**
 * Removes a member and notifies them and any new owner.
 * @throws AppError `not-found`, `last-owner`, `ask-first`, `not-member` for a successor who is not a member
 */
export async function removeMember(
  store: Store,
  grant: OwnerGrant,
  removal: Departure & { userId: string },
): Promise<void> {
  await store.transact(async (tx) => endMembership(tx, await reauthorise(tx, grant, 'owner'), removal))
}

/**
 * Leaves an account, with the checks of `removeMember`; any role may (product.md, People). The last owner names the next.
 * @throws AppError as `removeMember`, and `forbidden` for a viewer who names a successor
 */
export async function leaveAccount(store: Store, grant: MemberGrant, leave: Departure): Promise<void> {
  await store.transact(async (tx) => {
    const fresh = await reauthorise(tx, grant, 'viewer')
    await endMembership(tx, fresh, { ...leave, userId: fresh.actor.user.id })
  })
}

async function endMembership(
  tx: Writer,
  fresh: AccountGrant,
  { userId, asked, ...successors }: Departure & { userId: string },
): Promise<void> {
  const member = findMember(fresh, userId)
  const alertTo = findSuccessor(fresh, userId, successors.alertTo, 'alertTo')
  const ownerTo = findSuccessor(fresh, userId, successors.ownerTo, 'ownerTo')
  const next = ownerTo?.role === 'owner' ? null : ownerTo
  if (isLastOwner(fresh.members, userId) && !next) throw new AppError('last-owner')
  if (alertTo && !roleCovers(fresh.role, 'editor')) throw new AppError('forbidden')
  if (next && !roleCovers(fresh.role, 'owner')) throw new AppError('forbidden')
  const alert = await findAlertRoles(tx, fresh, userId)
  if ((alert.submitted || alert.drafted) && !asked) throw new AppError('ask-first')
  const actorId = fresh.actor.user.id
  await changeAccount(tx, fresh, {
    kind: 'left',
    actorId,
    write: async (rows) => {
      if (next) await rows.setRole(next.userId, 'owner')
      await rows.removeMember(userId, alertTo?.userId)
    },
    audit: {
      action: userId === actorId ? 'member.left' : 'member.removed',
      subjectId: userId,
      before: { role: member.role },
    },
  })
  const { account } = fresh
  if (next) {
    const change = { before: { role: next.role }, after: { role: 'owner' } }
    const facts = { actorId, accountId: account.id, subjectId: next.userId }
    await writeAudit(tx, { ...facts, action: 'member.role-changed', ...change })
    await mailMembers(tx, account, [next], roleChanged, { accountName: account.name, role: 'owner' })
  }
  if (userId === actorId) return
  await mailMembers(tx, account, [member], removedFromAccount, { accountName: account.name })
}

function findSuccessor(
  fresh: AccountGrant,
  leaverId: string,
  successorId: string | null | undefined,
  field: string,
): Member | null {
  if (!successorId) return null
  const found = fresh.members.find(({ userId }) => userId === successorId && userId !== leaverId)
  if (!found) throw new AppError('not-member', {}, field)
  return found
}

/** Updates a member's last visit, at most every five minutes. */
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
    await consumeLimit(tx, 'owners-asked', `${account.id} ${actor.user.id}`)
    await consumeLimit(tx, 'owners-asked-account', account.id)
    const owners = listOwners(members)
    await mailMembers(tx, account, owners, askMail, {
      accountName: account.name,
      askerName: actor.user.name,
      askerEmail: actor.user.email,
      text,
      link: `${env.APP_URL}/accounts/${account.slug}/configuration/users`,
    })
    const action = 'members.invitation-asked'
    await writeAudit(tx, { actorId: actor.user.id, accountId: account.id, action })
    return owners.length
  })
}
