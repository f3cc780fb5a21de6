'use server'

import { deleteType, saveType } from '#/lib/changes/types/commands.ts'
import { deleteTypeFormSchema, typeFormSchema } from '#/lib/changes/types/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const list = '/admin/settings/types'

export const saveTypeAction = defineAction({
  schema: typeFormSchema,
  right: admin,
  run: (store, grant, { type, version, ...names }) => saveType(store, grant, type, names, version),
  redirectTo: `${list}?done=saved`,
})

export const deleteTypeAction = defineAction({
  schema: deleteTypeFormSchema,
  right: admin,
  run: (store, grant, { type, version }) => deleteType(store, grant, type, version),
  redirectTo: `${list}?done=deleted`,
})
