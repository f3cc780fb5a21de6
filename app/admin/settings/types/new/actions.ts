'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { addType } from '#/lib/integration-types/commands.ts'
import { newTypeFormSchema } from '#/lib/integration-types/form.ts'
import { getStore } from '#/lib/store.ts'

export const addTypeAction = defineAction({
  schema: newTypeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, type) => {
    await addType(await getStore(), grant, type)
    redirect('/admin/settings/types?done=added')
  },
})
