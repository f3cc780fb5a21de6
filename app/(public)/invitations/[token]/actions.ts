'use server'

import { z } from 'zod'
import { acceptanceShape } from '#/lib/accounts/invitations/acceptance.ts'
import { acceptInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { endSession } from '#/lib/identity/sessions/commands.ts'
import { clearSessionCookie, setSessionCookie } from '#/lib/identity/sessions/cookie.ts'
import { currentActor, currentVisitor } from '#/lib/identity/sessions/current.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

const token = z.string().max(100)

/** Public: the link's token is the right. */
export const acceptInvitationAction = defineAction({
  schema: z.object({ token, ...acceptanceShape }),
  right: currentActor,
  run: async (store, actor, { token: secret, ...acceptance }) => {
    const visitor = await currentVisitor()
    const { slug, sessionId } = await pressLink(
      acceptInvitation(store, secret, acceptance, { actor, visitor }),
    )
    if (sessionId) await setSessionCookie(sessionId)
    return slug
  },
  redirectTo: (_, slug) => (slug === null ? '/admin/accounts' : `/accounts/${slug}`),
})

/** Public: ends the current session and returns to the invitation. */
export const switchPersonAction = defineAction({
  schema: z.object({ token }),
  right: currentActor,
  run: async (store, actor) => {
    if (actor) await endSession(store, actor, actor.sessionId)
    await clearSessionCookie()
  },
  redirectTo: ({ token }) => `/invitations/${encodeURIComponent(token)}`,
})
