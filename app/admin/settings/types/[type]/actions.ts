'use server'

import { redirect } from 'next/navigation'
import { deleteType, saveType } from '#/lib/changes/types/commands.ts'
import { deleteTypeFormSchema, typeFormSchema } from '#/lib/changes/types/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const list = '/admin/settings/types'

export const saveTypeAction = defineAction({
  schema: typeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { type, version, ...names }) => {
    await saveType(await getStore(), grant, type, names, version)
    redirect(`${list}?done=saved`)
  },
})

export const deleteTypeAction = defineAction({
  schema: deleteTypeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { type, version }) => {
    await deleteType(await getStore(), grant, type, version)
    redirect(`${list}?done=deleted`)
  },
})
