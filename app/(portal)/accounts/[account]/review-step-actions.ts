'use server'

import { z } from 'zod'
import { editorAt } from '#/lib/accounts/access/require.ts'
import { pauseIntegration, requestReview, resumeIntegration } from '#/lib/changes/review/commands.ts'
import type { MemberStep } from '#/lib/changes/review/policy.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'

/** A step of the integration; the overview confirms it. */
function defineStep(done: MemberStep, run: typeof requestReview) {
  return defineAction({
    schema: z.object({ account: z.string().max(100) }),
    right: editorAt(''),
    run,
    redirectTo: ({ account }) => `/accounts/${account}?done=${done}`,
  })
}

export const requestReviewAction = defineStep('request-review', requestReview)
export const pauseAction = defineStep('pause', pauseIntegration)
export const resumeAction = defineStep('resume', resumeIntegration)
