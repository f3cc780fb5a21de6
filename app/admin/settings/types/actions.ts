'use server'

import { typeChangesJob } from '#/lib/changes/types/apply-changes.ts'
import { addType, changeTypeRule, deleteType, saveType } from '#/lib/changes/types/commands.ts'
import {
  deleteTypeFormSchema,
  newTypeFormSchema,
  ruleFormSchema,
  typeFormSchema,
} from '#/lib/changes/types/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const list = '/admin/settings/types'

export const addTypeAction = defineAction({
  schema: newTypeFormSchema,
  right: admin,
  run: addType,
  redirectTo: `${list}?done=added`,
})

export const saveTypeAction = defineAction({
  schema: typeFormSchema,
  right: admin,
  run: (store, grant, { type, version, ...named }) => saveType(store, grant, type, named, version),
  redirectTo: `${list}?done=saved`,
})

export const deleteTypeAction = defineAction({
  schema: deleteTypeFormSchema,
  right: admin,
  run: (store, grant, { type, version }) => deleteType(store, grant, type, version),
  redirectTo: `${list}?done=deleted`,
})

export const changeRuleAction = defineAction({
  schema: ruleFormSchema,
  right: admin,
  run: (store, grant, { type, merchantIssues, version }) =>
    changeTypeRule(store, grant, type, merchantIssues, version),
  wakes: typeChangesJob,
  redirectTo: (_, due) => `${list}?done=rule&due=${due}`,
})
