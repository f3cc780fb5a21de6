'use server'

import { redirect } from 'next/navigation'
import { appointStaff } from '#/lib/admin/staff/admin-commands.ts'
import { appointFormSchema } from '#/lib/admin/staff/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const appointStaffAction = defineAction({
  schema: appointFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { email, role }) => {
    await appointStaff(await getStore(), grant, email, role)
    redirect('/admin/settings/staff?done=added')
  },
})
