import type { Reader } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { assertNotClosed } from '#/lib/accounts/account/closing-policy.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import type { Granted, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * `open`: the gate is open. `act`: the grant may change things; members have it, staff who view an account as the partner
 * sees it do not. Owners can do what editors can, editors what viewers can.
 */
export type AccountRight = MemberRole | 'open' | 'act'

/** Proof that the actor was found to have a right in an account. Only this module makes one. */
export type AccountGrant<Right extends AccountRight = 'viewer'> = Granted<Right> &
  LoadedAccount & {
    readonly actor: Actor
    /** The role that the pages show: the member's, or the one that staff view the account as. */
    readonly role: MemberRole
    /** The path of the account's pages for this reader; every link begins with it. */
    readonly base: string
    /** Staff view the account as the partner sees it; this grant changes nothing. */
    readonly readOnly: boolean
  }

/** The grants that commands take. */
export type MemberGrant = AccountGrant<'viewer' | 'act'>

export type EditorGrant = AccountGrant<'viewer' | 'editor' | 'act'>

export type OwnerGrant = AccountGrant<'viewer' | 'editor' | 'owner' | 'act'>

const rank: Record<MemberRole, number> = { viewer: 0, editor: 1, owner: 2 }

/** Whether a member with `role` can do what `needed` can. */
export function roleCovers(role: MemberRole, needed: MemberRole): boolean {
  return rank[role] >= rank[needed]
}

export type GrantOf = { viewer: MemberGrant; editor: EditorGrant; owner: OwnerGrant }

/**
 * Grants a right in a loaded account.
 * @throws AppError `not-found` for anyone who is not a member, so that nobody learns which accounts exist; `account-closed`
 * after staff closed it; `forbidden` for a lower role.
 */
export function grantFrom<Needed extends MemberRole>(
  loaded: LoadedAccount | null,
  actor: Actor,
  needed: Needed,
): GrantOf[Needed] {
  const member = loaded?.members.find(({ userId }) => userId === actor.user.id)
  if (!loaded || !member) throw new AppError('not-found')
  assertNotClosed(loaded.account)
  if (!roleCovers(member.role, needed)) throw new AppError('forbidden')
  const base = `/accounts/${loaded.account.slug}`
  const grant = { ...loaded, actor, role: member.role, base, readOnly: false }
  return grant as unknown as GrantOf[Needed]
}

/**
 * Lets staff see an account's pages as a member with this role sees them. They can change nothing there, even if they are
 * also a member. `base` is the path of the view.
 */
export function viewAsPartner(
  { actor }: StaffGrant,
  loaded: LoadedAccount,
  { role, base }: { role: MemberRole; base: string },
): AccountGrant {
  return { ...loaded, actor, role, base, readOnly: true } as unknown as AccountGrant
}

/** The action, or null if the grant is read-only. A form without an action is shown disabled. */
export function unlessReadOnly<Action>(grant: AccountGrant, action: Action): Action | null {
  return grant.readOnly ? null : action
}

/** The reader's own membership; null if staff view the account as the partner sees it. */
export function ownMembership({ actor, members, readOnly }: AccountGrant) {
  return readOnly ? null : (members.find(({ userId }) => userId === actor.user.id) ?? null)
}

/** The grant as an editor's, or null for a lower role. Pages use it to show more to those who can do more. */
export function asEditor<Grant extends AccountGrant>(grant: Grant): (Grant & AccountGrant<'editor'>) | null {
  return roleCovers(grant.role, 'editor') ? (grant as Grant & AccountGrant<'editor'>) : null
}

/** As `asEditor`, for owners. */
export function asOwner<Grant extends AccountGrant>(
  grant: Grant,
): (Grant & AccountGrant<'editor' | 'owner'>) | null {
  return roleCovers(grant.role, 'owner') ? (grant as Grant & AccountGrant<'editor' | 'owner'>) : null
}

/** Loads an account and grants a right in it. @throws AppError as `grantFrom` */
export async function grantAccount<Needed extends MemberRole>(
  read: Reader,
  actor: Actor,
  key: { id: string } | { slug: string },
  needed: Needed,
): Promise<GrantOf[Needed]> {
  return grantFrom(await loadAccount(read, key, now()), actor, needed)
}

/** @throws AppError `locked` while the gate is closed */
export function assertOpen<Grant extends AccountGrant>(
  grant: Grant,
): Grant & AccountGrant<'viewer' | 'open'> {
  if (grant.locked) throw new AppError('locked')
  return grant as Grant & AccountGrant<'viewer' | 'open'>
}
