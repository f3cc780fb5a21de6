'use server'

import { z } from 'zod'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { programmeFormSchema } from '#/lib/admin/settings/form.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

const page = '/admin/settings/programme'

export const saveProgrammeAction = defineAction({
  schema: programmeFormSchema,
  right: admin,
  run: (store, grant, { version, ...values }) => saveSettings(store, grant, 'programme', values, version),
  redirectTo: `${page}?done=saved`,
})

export const sendTestMailAction = defineAction({
  schema: z.object({}),
  right: admin,
  run: sendTestMail,
  redirectTo: `${page}?done=tested`,
})
