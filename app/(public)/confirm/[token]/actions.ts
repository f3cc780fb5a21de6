'use server'

import { z } from 'zod'
import { confirmAddress, refuseAddress } from '#/lib/changes/contacts/answer.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

const schema = z.object({ token: z.string().max(100) })

/** Public: the link's token is the right, signed in or not, locked or not. An expired link leads to the reason. */
export const confirmAddressAction = defineAction({
  schema,
  right: anybody,
  run: (store, _, { token }) => pressLink(confirmAddress(store, token)),
  redirectTo: ({ token }, done) => `/confirm/${encodeURIComponent(token)}${done ? '?done=confirmed' : ''}`,
})

/** The same for "This is not me". */
export const refuseAddressAction = defineAction({
  schema,
  right: anybody,
  run: (store, _, { token }) => pressLink(refuseAddress(store, token)),
  redirectTo: ({ token }, done) => `/confirm/${encodeURIComponent(token)}${done ? '?done=refused' : ''}`,
})
