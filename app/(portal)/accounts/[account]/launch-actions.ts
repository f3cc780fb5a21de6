'use server'

import { z } from 'zod'
import { editorAt } from '#/lib/accounts/access/require.ts'
import { pauseIntegration, requestReview, resumeIntegration } from '#/lib/changes/launch/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'

const schema = z.object({ account: z.string().max(100) })
const right = editorAt('')

export const requestReviewAction = defineAction({
  schema,
  right,
  run: requestReview,
  redirectTo: ({ account }) => `/accounts/${account}?done=request-review`,
})

export const pauseAction = defineAction({
  schema,
  right,
  run: pauseIntegration,
  redirectTo: ({ account }) => `/accounts/${account}?done=pause`,
})

export const resumeAction = defineAction({
  schema,
  right,
  run: resumeIntegration,
  redirectTo: ({ account }) => `/accounts/${account}?done=resume`,
})
