'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { confirmReview } from '#/lib/changes/reviews/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** "Everything is still right", from the banner of every page and from the contact information's own. */
export const confirmReviewAction = defineAction({
  schema: z.object({ account: z.string().max(100), version: z.coerce.number().int().min(0) }),
  authorise: ({ account }) => requireOpenAccount(account, 'configuration/contact-information', 'editor'),
  handle: async (grant, { version }) => {
    const outcome = await confirmReview(await getStore(), grant, { version })
    const done = outcome === 'confirmed' ? 'reviewed' : 'review-answered'
    redirect(`/accounts/${grant.account.slug}/configuration/contact-information?done=${done}`)
  },
})
