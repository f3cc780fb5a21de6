import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { StaffRole } from '#/db/words/people.ts'
import { readSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { grantStaff } from './staff-grants.ts'

/**
 * Whoever is signed in; everybody else goes to the sign-in page, and comes back after.
 * @throws AppError `signed-out` where a form was sent, whose content a redirect would lose.
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
 * Staff with at least `needed`, and a passkey shown in their session where that is demanded (031); those without go to the page
 * that asks for it, and come back after. Who is not staff finds nothing there.
 * @throws AppError `passkey-required` where a form was sent, whose content a redirect would lose.
 */
export async function requireStaff<Needed extends StaffRole = 'support'>(needed?: Needed) {
  const actor = await requireActor()
  try {
    return orNotFound(() => grantStaff(actor, (needed ?? 'support') as Needed))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'passkey-required') throw error
    const asked = await headers()
    if (asked.get('x-method') === 'POST') throw error
    const next = asked.get('x-path')
    redirect(`/passkey${next ? `?${new URLSearchParams({ next })}` : ''}`)
  }
}

// The rights that actions name (`defineAction`).
export const anybody = async () => null
export const staff = () => requireStaff()
export const admin = () => requireStaff('admin')

/** What `work` answers; the page that says that nothing is there where its right was not found. */
export function orNotFound<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') notFound()
    throw error
  }
}
