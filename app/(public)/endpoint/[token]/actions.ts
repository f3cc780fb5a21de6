'use server'

import { z } from 'zod'
import { confirmByLink } from '#/lib/changes/confirmations/endpoint-code.ts'
import { refuseEndpoint } from '#/lib/changes/contacts/switch-endpoint.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

const schema = z.object({ token: z.string().max(100) })

/** Public: the link in the message to the endpoint is the right, signed in or not. */
export const confirmEndpointByLinkAction = defineAction({
  schema,
  right: anybody,
  run: (store, _, { token }) => pressLink(confirmByLink(store, token)),
  redirectTo: ({ token }) => `/endpoint/${encodeURIComponent(token)}?done=confirmed`,
})

/** The same for "This is not mine". */
export const refuseEndpointAction = defineAction({
  schema,
  right: anybody,
  run: (store, _, { token }) => pressLink(refuseEndpoint(store, token)),
  redirectTo: ({ token }) => `/endpoint/${encodeURIComponent(token)}?done=refused`,
})
