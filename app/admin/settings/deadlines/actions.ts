'use server'

import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { deadlinesFormSchema } from '#/lib/admin/settings/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const saveDeadlinesAction = defineAction({
  schema: deadlinesFormSchema,
  right: admin,
  run: (store, grant, { version, ...values }) => saveSettings(store, grant, 'deadlines', values, version),
  redirectTo: '/admin/settings/deadlines?done=saved',
})
