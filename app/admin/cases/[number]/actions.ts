'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { staffAnswerSchema } from '#/lib/cases/form.ts'
import { replyToCase } from '#/lib/cases/staff-commands.ts'
import { getStore } from '#/lib/store.ts'

export const replyToCaseAction = defineAction({
  schema: staffAnswerSchema,
  authorise: () => requireStaff(),
  handle: async (grant, answer) => {
    await replyToCase(await getStore(), grant, answer)
    redirect(`/admin/cases/${answer.number}?done=${answer.intent === 'close' ? 'closed' : 'replied'}`)
  },
})
