'use server'

import { z } from 'zod'
import { acceptanceShape } from '#/lib/accounts/invitations/acceptance.ts'
import { acceptOwnInvitation } from '#/lib/changes/invitations/accept-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireActor } from '#/lib/identity/access/require-staff.ts'

/** Accepts an invitation to the person's own address; asks for a name only if they have none. */
export const acceptOwnInvitationAction = defineAction({
  schema: z.object({
    invitation: z.string().max(100),
    name: acceptanceShape.name.optional(),
    locale: acceptanceShape.locale.optional(),
    timeZone: acceptanceShape.timeZone,
  }),
  right: requireActor,
  run: (store, actor, { invitation, name = null, locale = null, timeZone }) =>
    acceptOwnInvitation(store, actor, invitation, { name, locale, timeZone }),
  redirectTo: (_, { slug }) => (slug === null ? '/admin/accounts' : `/accounts/${slug}`),
})
