import type { Reader } from '#/db/store/index.ts'
import { type AccountStanding, findStanding } from '#/lib/accounts/queries.ts'
import { now } from '#/lib/clock.ts'
import { AppError } from '#/lib/errors.ts'
import type { MemberRole, StaffRole } from '#/lib/members/schema.ts'
import type { Actor } from '#/lib/sessions/queries.ts'

declare const granted: unique symbol

/** `open`: the gate is open. An owner may all that an editor may, an editor all that a viewer may. */
export type AccountRight = MemberRole | 'open'

/** Proof that the actor was found to have a right in an account. Only this module makes one. */
export type AccountGrant<Right extends AccountRight = 'viewer'> = AccountStanding & {
  readonly actor: Actor
  readonly role: MemberRole
  readonly [granted]: { readonly [right in Right]: true }
}
export type EditorGrant = AccountGrant<'viewer' | 'editor'>
export type OwnerGrant = AccountGrant<'viewer' | 'editor' | 'owner'>

/** Proof that the actor is staff; `admin` implies `support`. */
export type StaffGrant<Right extends StaffRole = 'support'> = {
  readonly actor: Actor
  readonly staffRole: StaffRole
  readonly [granted]: { readonly [right in Right]: true }
}
export type AdminGrant = StaffGrant<'support' | 'admin'>

/** Proof that the work is asked for at the command line, by whoever holds the machine; they may what an admin may. */
export type OperatorGrant = { readonly operator: true; readonly [granted]: { readonly admin: true } }

const rank: Record<MemberRole, number> = { viewer: 0, editor: 1, owner: 2 }

/** Whether a member with `role` may do what `needed` may. */
export function roleCovers(role: MemberRole, needed: MemberRole): boolean {
  return rank[role] >= rank[needed]
}

type GrantOf = { viewer: AccountGrant; editor: EditorGrant; owner: OwnerGrant }

/**
 * Grants a right in an account whose standing was just read.
 * @throws AppError `not-found` for who is no member (an account's existence is not told), `forbidden` for a lower role.
 */
export function grantFrom<Needed extends MemberRole>(
  standing: AccountStanding | null,
  actor: Actor,
  needed: Needed,
): GrantOf[Needed] {
  const member = standing?.members.find(({ userId }) => userId === actor.user.id)
  if (!standing || !member) throw new AppError('not-found')
  if (!roleCovers(member.role, needed)) throw new AppError('forbidden')
  return { ...standing, actor, role: member.role } as unknown as GrantOf[Needed]
}

/** The grant as an editor's where its role covers that, else null: for pages that show more to those who may more. */
export function asEditor(grant: AccountGrant): EditorGrant | null {
  return roleCovers(grant.role, 'editor') ? (grant as EditorGrant) : null
}

/** As `asEditor`, for owners. */
export function asOwner(grant: AccountGrant): OwnerGrant | null {
  return roleCovers(grant.role, 'owner') ? (grant as OwnerGrant) : null
}

/** Reads an account's standing and grants a right in it. @throws AppError as `grantFrom` */
export async function grantAccount<Needed extends MemberRole>(
  read: Reader,
  actor: Actor,
  key: { id: string } | { slug: string },
  needed: Needed,
): Promise<GrantOf[Needed]> {
  return grantFrom(await findStanding(read, key, now()), actor, needed)
}

/** The same right, read anew in a command's transaction, so that one lost in between is not used. @throws AppError as `grantFrom` */
export function regrant<Needed extends MemberRole>(
  tx: Reader,
  grant: AccountGrant,
  needed: Needed,
): Promise<GrantOf[Needed]> {
  return grantAccount(tx, grant.actor, { id: grant.account.id }, needed)
}

/** @throws AppError `locked` while the gate is shut. */
export function demandOpen<Grant extends AccountGrant>(
  grant: Grant,
): Grant & AccountGrant<'viewer' | 'open'> {
  if (grant.locked) throw new AppError('locked')
  return grant as Grant & AccountGrant<'viewer' | 'open'>
}

/** @throws AppError `not-found` for who is not staff (the admin pages are not told of), `forbidden` for support. */
export function grantStaff<Needed extends StaffRole>(
  actor: Actor,
  needed: Needed,
): Needed extends 'admin' ? AdminGrant : StaffGrant {
  if (actor.staffRole === null) throw new AppError('not-found')
  if (needed === 'admin' && actor.staffRole !== 'admin') throw new AppError('forbidden')
  return { actor, staffRole: actor.staffRole } as unknown as Needed extends 'admin' ? AdminGrant : StaffGrant
}

/** For the command line alone, and for what it has begun: nothing that comes over the network may lead here. */
export function grantOperator(): OperatorGrant {
  return { operator: true } as unknown as OperatorGrant
}
