'use server'

import { z } from 'zod'
import { confirmCheckByMail } from '#/lib/changes/checks/check-link.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { openLink } from '#/lib/platform/limits/guesses.ts'

/** Public: the link's token is the right, as long as the mail's address belongs to an owner or editor. */
export const confirmCheckByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: anybody,
  run: (store, _, { token }) => openLink(confirmCheckByMail(store, token)),
  // The page explains why the link no longer works.
  redirectTo: ({ token }, state) =>
    `/review/${encodeURIComponent(token)}${state === 'answered' ? '?done=reviewed' : ''}`,
})
