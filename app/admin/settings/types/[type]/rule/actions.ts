'use server'

import { typeChangesJob } from '#/lib/changes/types/follow-up.ts'
import { ruleFormSchema } from '#/lib/changes/types/form.ts'
import { changeTypeRule } from '#/lib/changes/types/rule.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const changeRuleAction = defineAction({
  schema: ruleFormSchema,
  right: admin,
  run: (store, grant, { type, merchantIssues, version }) =>
    changeTypeRule(store, grant, type, merchantIssues, version),
  wakes: typeChangesJob,
  redirectTo: (_, due) => `/admin/settings/types?done=rule&due=${due}`,
})
