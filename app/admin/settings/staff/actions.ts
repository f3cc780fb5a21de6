'use server'

import { appointStaff } from '#/lib/admin/staff/admin-commands.ts'
import { appointFormSchema } from '#/lib/admin/staff/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const appointStaffAction = defineAction({
  schema: appointFormSchema,
  right: admin,
  run: (store, grant, { email, role }) => appointStaff(store, grant, email, role),
  redirectTo: '/admin/settings/staff?done=added',
})
