'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { requireMember } from '#/lib/accounts/access/require.ts'
import { answerCase, openCase } from '#/lib/cases/commands.ts'
import { answerSchema, newCaseSchema } from '#/lib/cases/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Support is within reach at the gate and behind it: each action asks for a member, whichever side they are on. */
const ofAccount = z.object({ account: z.string().max(100) })

export const openCaseAction = defineAction({
  schema: newCaseSchema.and(ofAccount),
  authorise: ({ account }) => requireMember(account),
  handle: async (grant, input) => {
    const number = await openCase(await getStore(), grant, input)
    redirect(`${supportPath(grant)}/${number}?done=opened`)
  },
})

export const answerCaseAction = defineAction({
  schema: answerSchema.and(ofAccount),
  authorise: ({ account }) => requireMember(account),
  handle: async (grant, input) => {
    await answerCase(await getStore(), grant, input)
    redirect(`${supportPath(grant)}/${input.number}?done=answered`)
  },
})

function supportPath({ account, locked }: AccountGrant): string {
  return `/accounts/${account.slug}/${locked ? 'onboarding/support' : 'support'}`
}
