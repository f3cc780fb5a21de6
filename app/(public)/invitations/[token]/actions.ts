'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { defineAction } from '#/lib/actions.ts'
import { acceptInvitation } from '#/lib/invitations/accept-commands.ts'
import { acceptanceShape } from '#/lib/invitations/acceptance.ts'
import { pressLink } from '#/lib/limits/wrong-links.ts'
import { endSession } from '#/lib/sessions/commands.ts'
import { clearSessionCookie, setSessionCookie } from '#/lib/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/sessions/current.ts'
import { getStore } from '#/lib/store.ts'

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
