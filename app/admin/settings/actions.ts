'use server'

import { z } from 'zod'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { deadlinesFormSchema, endpointsFormSchema } from '#/lib/admin/settings/form.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { retryStaffAddress } from '#/lib/changes/contacts/retry-addresses.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const programme = '/admin/settings/programme'

export const sendTestMailAction = defineAction({
  schema: z.object({}),
  right: admin,
  asks: { what: 'staffTest' },
  run: sendTestMail,
  redirectTo: `${programme}?done=tested`,
})

export const tryStaffAddressAction = defineAction({
  schema: z.object({}),
  right: admin,
  run: retryStaffAddress,
  redirectTo: `${programme}?done=tried`,
})

export const saveDeadlinesAction = defineAction({
  schema: deadlinesFormSchema,
  right: admin,
  run: (store, grant, { version, ...values }) => saveSettings(store, grant, 'deadlines', values, version),
  redirectTo: '/admin/settings/deadlines?done=saved',
})

export const saveEndpointsAction = defineAction({
  schema: endpointsFormSchema,
  right: admin,
  run: (store, grant, { version, ...values }) => saveSettings(store, grant, 'endpoints', values, version),
  redirectTo: '/admin/settings/endpoints?done=saved',
})
