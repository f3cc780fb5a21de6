'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { saveSettings } from '#/lib/admin/settings/commands.ts'
import { programmeFormSchema } from '#/lib/admin/settings/form.ts'
import { sendTestMail } from '#/lib/admin/settings/test-mail.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const page = '/admin/settings/programme'

export const saveProgrammeAction = defineAction({
  schema: programmeFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { version, ...values }) => {
    await saveSettings(await getStore(), grant, 'programme', values, version)
    redirect(`${page}?done=saved`)
  },
})

export const sendTestMailAction = defineAction({
  schema: z.object({}),
  authorise: () => requireStaff('admin'),
  handle: async (grant) => {
    await sendTestMail(await getStore(), grant)
    redirect(`${page}?done=tested`)
  },
})
