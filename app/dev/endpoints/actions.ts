'use server'

import { z } from 'zod'
import { isProduction } from '#/env.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { anybody } from '#/lib/identity/access/require-staff.ts'
import { acknowledgeByEndpoint } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import { caughtAnswers, setAnswer } from '#/lib/notices/views/caught-requests.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

/** Acknowledges as the phone's own button does, by the message that it shows. It does not exist in production. */
export const acknowledgeCaughtAction = defineAction({
  schema: z.object({ message: z.string().max(100), by: z.string().max(120) }),
  right: anybody,
  run: async (store, _grant, { message, by }) => {
    const isTheirs = !isProduction && (await acknowledgeByEndpoint(store, message, by))
    if (!isTheirs) throw new AppError('not-found')
  },
  redirectTo: '/dev/endpoints',
})

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
