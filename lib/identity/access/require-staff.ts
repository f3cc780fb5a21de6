import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { StaffRole } from '#/db/words/people.ts'
import { readSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { AppError, type ErrorCode } from '#/lib/platform/values/errors.ts'
import { grantStaff } from './staff-grants.ts'

/**
 * Requires a signed-in person; anyone else goes to the sign-in page and returns afterwards.
 * @throws AppError `signed-out` for a sent form, whose content a redirect would lose
 */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  const asked = await headers()
  if (asked.get('x-method') === 'POST') throw new AppError('signed-out')
  const next = asked.get('x-path')
  const ended = (await readSessionCookie()) !== null
  redirect(`/sign-in?${new URLSearchParams({ ...(ended && { done: 'ended' }), ...(next && { next }) })}`)
}

/**
 * Requires staff with at least `needed`, and a passkey used in their session if the settings demand one (031), or at least a
 * sign-in of their own. Without it they go to the page that asks for it and return afterwards. Anyone who is not staff gets
 * the page of nothing found.
 * @throws AppError `passkey-required`, `staff-sign-in` for a sent form, whose content a redirect would lose
 */
export async function requireStaff<Needed extends StaffRole = 'support'>(needed?: Needed) {
  const actor = await requireActor()
  try {
    return orNotFound(() => grantStaff(actor, (needed ?? 'support') as Needed))
  } catch (error) {
    const path = error instanceof AppError && staffProofPath(error.code)
    if (!path) throw error
    const asked = await headers()
    if (asked.get('x-method') === 'POST') throw error
    const next = asked.get('x-path')
    redirect(next ? `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ next })}` : path)
  }
}

/** Where staff show what their session lacks; null for other refusals. */
export function staffProofPath(code: ErrorCode): string | null {
  if (code === 'passkey-required') return '/passkey'
  return code === 'staff-sign-in' ? '/sign-in?done=staff' : null
}

// The rights that actions name (`defineAction`).
export const anybody = async () => null
export const staff = () => requireStaff()
export const admin = () => requireStaff('admin')

/** Runs `work`; shows the page of nothing found if it throws `not-found`. */
export function orNotFound<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
}
