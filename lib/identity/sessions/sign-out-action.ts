'use server'

import { redirect } from 'next/navigation'
import { endSession } from '#/lib/identity/sessions/commands.ts'
import { clearSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { markStarted } from '#/lib/platform/log/origin.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Public: ends the browser's session, if there is one, and clears the cookie. */
export async function signOutFormAction(): Promise<void> {
  markStarted()
  const actor = await currentActor()
  if (actor) await endSession(await getStore(), actor, actor.sessionId)
  await clearSessionCookie()
  redirect('/sign-in')
}
