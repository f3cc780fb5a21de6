'use server'

import { redirect } from 'next/navigation'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { deadlinesFormSchema } from '#/lib/admin/settings/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const saveDeadlinesAction = defineAction({
  schema: deadlinesFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { version, ...values }) => {
    await saveSettings(await getStore(), grant, 'deadlines', values, version)
    redirect('/admin/settings/deadlines?done=saved')
  },
})
