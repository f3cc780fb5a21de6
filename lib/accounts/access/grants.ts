import type { Reader } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { assertUnclosed } from '#/lib/accounts/account/closing-policy.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import type { Granted, StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/**
 * `open`: the gate is open. `act`: not only to read, which a member has and staff who view an account as the partner sees it
 * have not. An owner may all that an editor may, an editor all that a viewer may.
 */
export type AccountRight = MemberRole | 'open' | 'act'

/** Proof that the actor was found to have a right in an account. Only this module makes one. */
export type AccountGrant<Right extends AccountRight = 'viewer'> = Granted<Right> &
  LoadedAccount & {
    readonly actor: Actor
    /** What the pages show to: a member's role, or the one that staff view the account as. */
    readonly role: MemberRole
    /** The path of the account's pages for whoever has the grant: every link of theirs begins with it. */
    readonly base: string
    /** Whether staff view the account as the partner sees it: nothing may be changed with this grant. */
    readonly readOnly: boolean
  }

/** What commands ask for. */
export type MemberGrant = AccountGrant<'viewer' | 'act'>

export type EditorGrant = AccountGrant<'viewer' | 'editor' | 'act'>

export type OwnerGrant = AccountGrant<'viewer' | 'editor' | 'owner' | 'act'>

const rank: Record<MemberRole, number> = { viewer: 0, editor: 1, owner: 2 }

/** Whether a member with `role` may do what `needed` may. */
export function roleCovers(role: MemberRole, needed: MemberRole): boolean {
  return rank[role] >= rank[needed]
}

type GrantOf = { viewer: MemberGrant; editor: EditorGrant; owner: OwnerGrant }

/**
 * Grants a right in an account whose standing was just read.
 * @throws AppError `not-found` for who is no member (an account's existence is not told), `account-closed` where staff closed it,
 * `forbidden` for a lower role.
 */
export function grantFrom<Needed extends MemberRole>(
  standing: LoadedAccount | null,
  actor: Actor,
  needed: Needed,
): GrantOf[Needed] {
  const member = standing?.members.find(({ userId }) => userId === actor.user.id)
  if (!standing || !member) throw new AppError('not-found')
  assertUnclosed(standing.account)
  if (!roleCovers(member.role, needed)) throw new AppError('forbidden')
  const base = `/accounts/${standing.account.slug}`
  const grant = { ...standing, actor, role: member.role, base, readOnly: false }
  return grant as unknown as GrantOf[Needed]
}

/**
 * The right of staff to see an account's pages as a member with this role sees them, and to do nothing there, whatever they
 * may do as a member of it. `base` is where they see them.
 */
export function viewAsPartner(
  { actor }: StaffGrant,
  standing: LoadedAccount,
  { role, base }: { role: MemberRole; base: string },
): AccountGrant {
  return { ...standing, actor, role, base, readOnly: true } as unknown as AccountGrant
}

/** The action, or null where the grant is for reading alone: a form without its action shows, and is disabled. */
export function unlessReadOnly<Action>(grant: AccountGrant, action: Action): Action | null {
  return grant.readOnly ? null : action
}

/** The reader's own membership; none where staff view the account as another. */
export function ownMembership({ actor, members, readOnly }: AccountGrant) {
  return readOnly ? null : (members.find(({ userId }) => userId === actor.user.id) ?? null)
}

/** The grant as an editor's where its role covers that, else null: for pages that show more to those who may more. */
export function asEditor<Grant extends AccountGrant>(grant: Grant): (Grant & AccountGrant<'editor'>) | null {
  return roleCovers(grant.role, 'editor') ? (grant as Grant & AccountGrant<'editor'>) : null
}

/** As `asEditor`, for owners. */
export function asOwner<Grant extends AccountGrant>(
  grant: Grant,
): (Grant & AccountGrant<'editor' | 'owner'>) | null {
  return roleCovers(grant.role, 'owner') ? (grant as Grant & AccountGrant<'editor' | 'owner'>) : null
}

/** Reads an account's standing and grants a right in it. @throws AppError as `grantFrom` */
export async function grantAccount<Needed extends MemberRole>(
  read: Reader,
  actor: Actor,
  key: { id: string } | { slug: string },
  needed: Needed,
): Promise<GrantOf[Needed]> {
  return grantFrom(await loadAccount(read, key, now()), actor, needed)
}

/**
 * The same right, read anew in a command's transaction, so that one lost in between is not used. Asked for with a grant for
 * reading alone, which the types refuse, it is none. @throws AppError as `grantFrom`
 */
export async function reauthorise<Needed extends MemberRole>(
  tx: Reader,
  grant: MemberGrant,
  needed: Needed,
): Promise<GrantOf[Needed]> {
  if (grant.readOnly) throw new AppError('forbidden')
  return grantAccount(tx, grant.actor, { id: grant.account.id }, needed)
}

/** @throws AppError `locked` while the gate is shut. */
export function assertOpen<Grant extends AccountGrant>(
  grant: Grant,
): Grant & AccountGrant<'viewer' | 'open'> {
  if (grant.locked) throw new AppError('locked')
  return grant as Grant & AccountGrant<'viewer' | 'open'>
}
