'use server'

import { appointStaff, changeStaffRole, dismissStaff } from '#/lib/admin/staff/commands.ts'
import {
  appointFormSchema,
  dismissFormSchema,
  resetPasskeysFormSchema,
  roleFormSchema,
} from '#/lib/admin/staff/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { resetPasskeys } from '#/lib/identity/passkeys/keep.ts'

const list = '/admin/settings/staff'

export const appointStaffAction = defineAction({
  schema: appointFormSchema,
  right: admin,
  run: (store, grant, { email, role }) => appointStaff(store, grant, email, role),
  redirectTo: `${list}?done=added`,
})

export const changeStaffRoleAction = defineAction({
  schema: roleFormSchema,
  right: admin,
  run: (store, grant, { person, role, seen, self }) =>
    changeStaffRole(store, grant, person, role, { role: seen, knowsItIsThem: self }),
  redirectTo: `${list}?done=changed`,
})

export const dismissStaffAction = defineAction({
  schema: dismissFormSchema,
  right: admin,
  run: (store, grant, { person, seen, self }) =>
    dismissStaff(store, grant, person, { role: seen, knowsItIsThem: self }),
  redirectTo: `${list}?done=removed`,
})

export const resetPasskeysAction = defineAction({
  schema: resetPasskeysFormSchema,
  right: admin,
  run: (store, grant, { person }) => resetPasskeys(store, grant, person),
  redirectTo: `${list}?done=passkeys-reset`,
})
