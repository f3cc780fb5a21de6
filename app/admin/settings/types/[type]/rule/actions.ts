'use server'

import { redirect } from 'next/navigation'
import { typeChangesJob } from '#/lib/changes/types/follow-up.ts'
import { ruleFormSchema } from '#/lib/changes/types/form.ts'
import { changeTypeRule } from '#/lib/changes/types/rule.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { wakeJob } from '#/lib/platform/jobs/scheduler.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const changeRuleAction = defineAction({
  schema: ruleFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { type, merchantIssues, version }) => {
    const due = await changeTypeRule(await getStore(), grant, type, merchantIssues, version)
    wakeJob(typeChangesJob)
    redirect(`/admin/settings/types?done=rule&due=${due}`)
  },
})
