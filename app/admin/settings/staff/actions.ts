'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { appointStaff } from '#/lib/staff/admin-commands.ts'
import { appointFormSchema } from '#/lib/staff/form.ts'
import { getStore } from '#/lib/store.ts'

export const appointStaffAction = defineAction({
  schema: appointFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { email, role }) => {
    await appointStaff(await getStore(), grant, email, role)
    redirect('/admin/settings/staff?done=added')
  },
})
