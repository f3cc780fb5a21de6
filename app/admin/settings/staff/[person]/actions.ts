'use server'

import { redirect } from 'next/navigation'
import { changeStaffRole, dismissStaff } from '#/lib/admin/staff/admin-commands.ts'
import { dismissFormSchema, resetPasskeysFormSchema, roleFormSchema } from '#/lib/admin/staff/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { resetPasskeys } from '#/lib/identity/passkeys/reset.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const list = '/admin/settings/staff'

export const changeStaffRoleAction = defineAction({
  schema: roleFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { person, role, seen, self }) => {
    await changeStaffRole(await getStore(), grant, person, role, { role: seen, knowsItIsThem: self })
    redirect(`${list}?done=changed`)
  },
})

export const dismissStaffAction = defineAction({
  schema: dismissFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { person, seen, self }) => {
    await dismissStaff(await getStore(), grant, person, { role: seen, knowsItIsThem: self })
    redirect(`${list}?done=removed`)
  },
})

export const resetPasskeysAction = defineAction({
  schema: resetPasskeysFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { person }) => {
    await resetPasskeys(await getStore(), grant, person)
    redirect(`${list}?done=passkeys-reset`)
  },
})
