'use server'

import { getTranslations } from 'next-intl/server'
import { changeStaffRole, dismissStaff } from '#/lib/admin/staff/commands.ts'
import {
  dismissFormSchema,
  inviteStaffFormSchema,
  resetPasskeysFormSchema,
  roleFormSchema,
  staffInvitationFormSchema,
} from '#/lib/admin/staff/form.ts'
import {
  inviteStaff,
  resendStaffInvitation,
  revokeStaffInvitation,
} from '#/lib/changes/invitations/staff-commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { resetPasskeys } from '#/lib/identity/passkeys/manage.ts'

const list = '/admin/settings/staff'

export const inviteStaffAction = defineAction({
  schema: inviteStaffFormSchema,
  right: admin,
  run: inviteStaff,
  redirectTo: `${list}?done=invited`,
})

export const resendStaffInvitationAction = defineAction({
  schema: staffInvitationFormSchema,
  right: admin,
  run: async (store, grant, { invitation }) => {
    await resendStaffInvitation(store, grant, invitation)
    return (await getTranslations('adminSettings.staff.done'))('resent')
  },
})

export const revokeStaffInvitationAction = defineAction({
  schema: staffInvitationFormSchema,
  right: admin,
  run: (store, grant, { invitation }) => revokeStaffInvitation(store, grant, invitation),
  redirectTo: `${list}?done=revoked`,
})

export const changeStaffRoleAction = defineAction({
  schema: roleFormSchema,
  right: admin,
  run: (store, grant, { person, role, seen, self }) =>
    changeStaffRole(store, grant, person, role, { role: seen, confirmsSelf: self }),
  redirectTo: `${list}?done=changed`,
})

export const dismissStaffAction = defineAction({
  schema: dismissFormSchema,
  right: admin,
  run: (store, grant, { person, seen, self }) =>
    dismissStaff(store, grant, person, { role: seen, confirmsSelf: self }),
  redirectTo: `${list}?done=removed`,
})

export const resetPasskeysAction = defineAction({
  schema: resetPasskeysFormSchema,
  right: admin,
  run: (store, grant, { person }) => resetPasskeys(store, grant, person),
  redirectTo: `${list}?done=passkeys-reset`,
})
