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
import { gatePathOf, openPathOf } from './gate-paths.ts'
import { assertOpen, grantFrom, viewAsPartner } from './grants.ts'
import { findPartnerView } from './partner-view.ts'

/** One reading serves the layout and the page of a request; commands read anew in their transaction. */
const standingBySlug = cache(async (slug: string) => loadAccount((await getStore()).read, { slug }, now()))

/**
 * A member of the account with at least `needed`, locked or not. Who is not a member finds nothing there; of a closed account
 * its members see the page that says so, and nothing else.
 */
export async function requireMember<Needed extends MemberRole = 'viewer'>(slug: string, needed?: Needed) {
  const actor = await requireActor()
  // A member's rights live under /accounts alone: a form sent from staff's pages has none, also one forged into a view.
  if ((await headers()).get('x-path')?.startsWith('/admin/')) throw new AppError('forbidden')
  const standing = await standingBySlug(slug)
  if (closedFor(standing, actor)) redirect(`/accounts/${slug}/closed`)
  return orNotFound(() => grantFrom(standing, actor, (needed ?? 'viewer') as Needed))
}

/** A closed account, for its members: what their page says of it. Of any other account `path` is none of its own. */
export async function requireClosedAccount(slug: string, path: string): Promise<ClosedAccount> {
  const actor = await requireActor()
  const closed = closedFor(await standingBySlug(slug), actor)
  if (closed) return { ...closed, actor }
  await requireOpenAccount(slug, path)
  notFound()
}

export type ClosedAccount = { account: Account; closedAt: number; actor: Actor }

function closedFor(standing: LoadedAccount | null, actor: Actor) {
  const isMember = standing?.members.some(({ userId }) => userId === actor.user.id)
  const closedAt = standing?.account.closedAt ?? null
  return standing && isMember && closedAt !== null ? { account: standing.account, closedAt } : null
}

/**
 * A member of an account whose gate is open; while it is locked, to the gate (`path`, below the account, decides
 * where: product.md, The gate).
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

// The rights that actions and pages name: of the account in their form or address, locked or not, or behind the gate.
type OfAccount = { account: string }
export const member = ({ account }: OfAccount) => requireMember(account)
export const owner = ({ account }: OfAccount) => requireMember(account, 'owner')
export function memberAt(path: string) {
  return ({ account }: OfAccount) => requireOpenAccount(account, path)
}
export function editorAt(path: string) {
  return ({ account }: OfAccount) => requireOpenAccount(account, path, 'editor')
}

/** A member at the gate: once the account is open, `path` leads to its twin behind it. */
export async function requireLockedAccount(slug: string, path: string) {
  const grant = await requireMember(slug)
  if (!grant.locked) redirect(`/accounts/${grant.account.slug}/${openPathOf(path)}`)
  return grant
}

/**
 * Staff who view an account as the partner sees it, for reading alone. Where this view was never opened, or is over, to the
 * page that opens one, so that none goes unrecorded.
 */
export async function requirePartnerView(slug: string, view: string) {
  const staff = await requireStaff()
  const standing = await standingBySlug(slug)
  if (!standing) notFound()
  const page = `/admin/accounts/${standing.account.slug}`
  if (standing.account.closedAt !== null) redirect(page)
  const path = `${page}/as-partner`
  const role = await findPartnerView((await getStore()).read, staff, standing.account.id, view)
  if (!role) redirect(path)
  return viewAsPartner(staff, standing, { role, base: `${path}/${view}` })
}
