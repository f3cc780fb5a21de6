'use server'

import { redirect } from 'next/navigation'
import { addType } from '#/lib/changes/types/commands.ts'
import { newTypeFormSchema } from '#/lib/changes/types/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const addTypeAction = defineAction({
  schema: newTypeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, type) => {
    await addType(await getStore(), grant, type)
    redirect('/admin/settings/types?done=added')
  },
})
