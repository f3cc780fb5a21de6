import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { MemberRole } from '#/db/words/people.ts'
import { type Account, type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { orNotFound, requireActor, requireStaff } from '#/lib/identity/access/require-staff.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { assertOpen, grantFrom, viewAsPartner } from './grants.ts'
import { findPartnerView } from './partner-view.ts'

/** Loads the account once for the layout and the page of a request; commands load it again in their transaction. */
const loadBySlug = cache(async (slug: string) => loadAccount((await getStore()).read, { slug }, now()))

/**
 * Requires a member with at least `needed`, whether the account is locked or not. Anyone else gets the page of nothing
 * found. Members of a closed account go to the page that says so.
 */
export async function requireMember<Needed extends MemberRole = 'viewer'>(slug: string, needed?: Needed) {
  const actor = await requireActor()
  // Members act under /accounts only. This refuses a form sent from staff's pages, also one forged into a view.
  if ((await headers()).get('x-path')?.startsWith('/admin/')) throw new AppError('forbidden')
  const loaded = await loadBySlug(slug)
  if (closedFor(loaded, actor)) redirect(`/accounts/${slug}/closed`)
  return orNotFound(() => grantFrom(loaded, actor, (needed ?? 'viewer') as Needed))
}

/** A closed account, for its members' page. Of any other account, `path` is not found. */
export async function requireClosedAccount(slug: string, path: string): Promise<ClosedAccount> {
  const actor = await requireActor()
  const closed = closedFor(await loadBySlug(slug), actor)
  if (closed) return { ...closed, actor }
  await requireOpenAccount(slug, path)
  notFound()
}

type ClosedAccount = { account: Account; closedAt: number; actor: Actor }

function closedFor(loaded: LoadedAccount | null, actor: Actor) {
  const isMember = loaded?.members.some(({ userId }) => userId === actor.user.id)
  const closedAt = loaded?.account.closedAt ?? null
  return loaded && isMember && closedAt !== null ? { account: loaded.account, closedAt } : null
}

/**
 * Requires a member of an open account; a locked account redirects to the gate. `path`, below the account, decides where
 * (product.md, The gate).
 */
export async function requireOpenAccount<Needed extends MemberRole = 'viewer'>(
  slug: string,
  path: string,
  needed?: Needed,
) {
  const grant = await requireMember(slug, needed)
  if (grant.locked) redirect(`/accounts/${grant.account.slug}/${gatePathOf(path)}`)
  return assertOpen(grant)
}

// The rights that actions and pages name; `account` comes from the form or the address.
type OfAccount = { account: string }
export const member = ({ account }: OfAccount) => requireMember(account)
export const owner = ({ account }: OfAccount) => requireMember(account, 'owner')
export function memberAt(path: string) {
  return ({ account }: OfAccount) => requireOpenAccount(account, path)
}
export function editorAt(path: string) {
  return ({ account }: OfAccount) => requireOpenAccount(account, path, 'editor')
}
export function ownerAt(path: string) {
  return ({ account }: OfAccount) => requireOpenAccount(account, path, 'owner')
}

/** Requires a member at the gate; an open account redirects to the page that `path` leads to. */
export async function requireLockedAccount(slug: string, path: string) {
  const grant = await requireMember(slug)
  if (!grant.locked) redirect(`/accounts/${grant.account.slug}/${openPathOf(path)}`)
  return grant
}

/**
 * Requires staff with an open view of the account, read-only. Without one it redirects to the page that opens one, so every
 * view is recorded.
 */
export async function requirePartnerView(slug: string, view: string) {
  const staff = await requireStaff()
  const loaded = await loadBySlug(slug)
  if (!loaded) notFound()
  const page = `/admin/accounts/${loaded.account.slug}`
  if (loaded.account.closedAt !== null) redirect(page)
  const path = `${page}/as-partner`
  const role = await findPartnerView((await getStore()).read, staff, loaded.account.id, view)
  if (!role) redirect(path)
  return viewAsPartner(staff, loaded, { role, base: `${path}/${view}` })
}

/** Maps a path of the gate's modal to its page in the open account (product.md, The gate). */
export function openPathOf(path: string): string {
  const rest = path.replace(/^onboarding\/?/, '')
  if (rest === 'users') return 'configuration/users'
  if (rest === 'support' || rest.startsWith('support/')) return rest
  return 'configuration/contact-information'
}

/** Maps a path of an account to its page at the gate: `support…` to the modal's support, all else to its first page. */
export function gatePathOf(path: string): string {
  return path === 'support' || path.startsWith('support/') ? `onboarding/${path}` : 'onboarding'
}
