'use server'

import { z } from 'zod'
import { confirmByLink } from '#/lib/changes/confirmations/endpoint-code.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

/** Public: the link in the message to the endpoint is the right, signed in or not. */
export const confirmEndpointByLinkAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: anybody,
  run: (store, _, { token }) => pressLink(confirmByLink(store, token)),
  redirectTo: ({ token }) => `/endpoint/${encodeURIComponent(token)}?done=confirmed`,
})
