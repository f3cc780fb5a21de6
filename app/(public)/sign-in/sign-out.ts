'use server'

import { redirect } from 'next/navigation'
import { noteBegun } from '#/lib/audit/origin.ts'
import { endSession } from '#/lib/sessions/commands.ts'
import { clearSessionCookie } from '#/lib/sessions/cookie.ts'
import { currentActor } from '#/lib/sessions/current.ts'
import { getStore } from '#/lib/store.ts'

/** Public: ends whatever session the browser holds; without one it only clears the cookie. */
export async function signOutFormAction(): Promise<void> {
  noteBegun()
  const actor = await currentActor()
  if (actor) await endSession(await getStore(), actor, actor.sessionId)
  await clearSessionCookie()
  redirect('/sign-in')
}
