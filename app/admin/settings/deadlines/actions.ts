'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { saveSettings } from '#/lib/settings/commands.ts'
import { deadlinesFormSchema } from '#/lib/settings/form.ts'
import { getStore } from '#/lib/store.ts'

export const saveDeadlinesAction = defineAction({
  schema: deadlinesFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { version, ...values }) => {
    await saveSettings(await getStore(), grant, 'deadlines', values, version)
    redirect('/admin/settings/deadlines?done=saved')
  },
})
