'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { saveSettings } from '#/lib/settings/commands.ts'
import { programmeFormSchema } from '#/lib/settings/form.ts'
import { sendTestMail } from '#/lib/staff/test-mail.ts'
import { getStore } from '#/lib/store.ts'

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
