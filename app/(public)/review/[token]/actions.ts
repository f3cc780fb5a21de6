'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { confirmReviewByMail } from '#/lib/changes/reviews/review-link.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { openLink } from '#/lib/platform/limits/wrong-links.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Public: the token of the link is the right to it, signed in or not, while its mail's address is an owner's or editor's. */
export const confirmReviewByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  authorise: async () => null,
  handle: async (_, { token }) => {
    const state = await openLink(confirmReviewByMail(await getStore(), token))
    // Where nothing could be answered any more, its page says why.
    redirect(`/review/${encodeURIComponent(token)}${state === 'answered' ? '?done=reviewed' : ''}`)
  },
})
