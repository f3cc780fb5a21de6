'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { pauseIntegration, requestReview, resumeIntegration } from '#/lib/changes/launch/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const schema = z.object({ account: z.string().max(100) })
const requireEditor = ({ account }: z.output<typeof schema>) => requireOpenAccount(account, '', 'editor')

export const requestReviewAction = defineAction({
  schema,
  authorise: requireEditor,
  handle: async (grant) => {
    await requestReview(await getStore(), grant)
    redirect(`/accounts/${grant.account.slug}?done=request-review`)
  },
})

export const pauseAction = defineAction({
  schema,
  authorise: requireEditor,
  handle: async (grant) => {
    await pauseIntegration(await getStore(), grant)
    redirect(`/accounts/${grant.account.slug}?done=pause`)
  },
})

export const resumeAction = defineAction({
  schema,
  authorise: requireEditor,
  handle: async (grant) => {
    await resumeIntegration(await getStore(), grant)
    redirect(`/accounts/${grant.account.slug}?done=resume`)
  },
})
