'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { typeChangesJob } from '#/lib/integration-types/follow-up.ts'
import { ruleFormSchema } from '#/lib/integration-types/form.ts'
import { changeTypeRule } from '#/lib/integration-types/rule.ts'
import { wakeJob } from '#/lib/scheduler.ts'
import { getStore } from '#/lib/store.ts'

export const changeRuleAction = defineAction({
  schema: ruleFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { type, merchantIssues, version }) => {
    const due = await changeTypeRule(await getStore(), grant, type, merchantIssues, version)
    wakeJob(typeChangesJob)
    redirect(`/admin/settings/types?done=rule&due=${due}`)
  },
})
