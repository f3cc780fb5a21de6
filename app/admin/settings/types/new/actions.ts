'use server'

import { addType } from '#/lib/changes/types/commands.ts'
import { newTypeFormSchema } from '#/lib/changes/types/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const addTypeAction = defineAction({
  schema: newTypeFormSchema,
  right: admin,
  run: addType,
  redirectTo: '/admin/settings/types?done=added',
})
