'use server'

import { z } from 'zod'
import { isProduction } from '#/env.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { caughtAnswers, setAnswer } from '#/lib/notices/views/caught-requests.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** Tells an endpoint of the demo how to answer from now on. It does not exist in production. */
export const setAnswerAction = defineAction({
  schema: z.object({ endpoint: z.string().max(100), answer: z.enum(caughtAnswers) }),
  right: anybody,
  run: async (_store, _grant, { endpoint, answer }) => {
    if (isProduction) throw new AppError('not-found')
    setAnswer(endpoint, answer)
  },
  redirectTo: '/dev/endpoints',
})
