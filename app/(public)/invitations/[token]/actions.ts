'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { acceptanceShape } from '#/lib/accounts/invitations/acceptance.ts'
import { acceptInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { endSession } from '#/lib/identity/sessions/commands.ts'
import { clearSessionCookie, setSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { pressLink } from '#/lib/platform/limits/wrong-links.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const token = z.string().max(100)

/** Public: the token of the link is the right to it. */
export const acceptInvitationAction = defineAction({
  schema: z.object({ token, ...acceptanceShape }),
  authorise: currentActor,
  handle: async (actor, { token: secret, ...acceptance }) => {
    const visitor = await currentVisitor()
    const { slug, sessionId } = await pressLink(
      acceptInvitation(await getStore(), secret, acceptance, { actor, visitor }),
    )
    if (sessionId) await setSessionCookie(sessionId)
    redirect(`/accounts/${slug}`)
  },
})

/** Public: ends the session of whoever is signed in, and comes back to the invitation. */
export const switchPersonAction = defineAction({
  schema: z.object({ token }),
  authorise: currentActor,
  handle: async (actor, { token: secret }) => {
    if (actor) await endSession(await getStore(), actor, actor.sessionId)
    await clearSessionCookie()
    redirect(`/invitations/${encodeURIComponent(secret)}`)
  },
})
