'use server'

import { z } from 'zod'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

/** Public: the link's token is the right, signed in or not, locked or not. */
export const acknowledgeByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: anybody,
  run: (store, _, { token }) => pressLink(acknowledgeByMail(store, token)),
  redirectTo: ({ token }) => `/acknowledge/${encodeURIComponent(token)}?done=acknowledged`,
})
