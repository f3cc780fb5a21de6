'use server'

import { z } from 'zod'
import { member } from '#/lib/accounts/access/require.ts'
import { answerCase, openCase } from '#/lib/cases/commands.ts'
import { answerSchema, newCaseSchema } from '#/lib/cases/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { supportPath } from './paths.ts'

/** Members can reach support on both sides of the gate, so each action only asks for a member. */
const ofAccount = z.object({ account: z.string().max(100) })

export const openCaseAction = defineAction({
  schema: newCaseSchema.and(ofAccount),
  right: member,
  run: openCase,
  redirectTo: (_, number, grant) => `${supportPath(grant)}/${number}?done=opened`,
})

export const answerCaseAction = defineAction({
  schema: answerSchema.and(ofAccount),
  right: member,
  run: answerCase,
  redirectTo: ({ number, intent }, _, grant) =>
    `${supportPath(grant)}/${number}?done=${intent === 'close' ? 'closed' : 'answered'}`,
})
