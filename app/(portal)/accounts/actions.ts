'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { acceptanceShape } from '#/lib/accounts/invitations/acceptance.ts'
import { acceptOwnInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Accepts an invitation of one's own address; who is known by name already is asked nothing. */
export const acceptOwnInvitationAction = defineAction({
  schema: z.object({
    invitation: z.string().max(100),
    name: acceptanceShape.name.optional(),
    locale: acceptanceShape.locale.optional(),
    timeZone: acceptanceShape.timeZone,
  }),
  authorise: requireActor,
  handle: async (actor, { invitation, name = null, locale = null, timeZone }) => {
    const acceptance = { name, locale, timeZone }
    const { slug } = await acceptOwnInvitation(await getStore(), actor, invitation, acceptance)
    redirect(`/accounts/${slug}`)
  },
})
