'use server'

import { z } from 'zod'
import { confirmReviewByMail } from '#/lib/changes/reviews/review-link.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'

/** Public: the token of the link is the right to it, signed in or not, while its mail's address is an owner's or editor's. */
export const confirmReviewByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: anybody,
  run: (store, _, { token }) => openLink(confirmReviewByMail(store, token)),
  // Where nothing could be answered any more, its page says why.
  redirectTo: ({ token }, state) =>
    `/review/${encodeURIComponent(token)}${state === 'answered' ? '?done=reviewed' : ''}`,
})
