'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { closeAccount } from '#/lib/changes/closing/commands.ts'
import { closeFormSchema } from '#/lib/changes/closing/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const closeAccountAction = defineAction({
  schema: closeFormSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, ...closing }) => {
    await closeAccount(await getStore(), grant, { slug: account, ...closing })
    redirect(`/admin/accounts/${account}?done=closed`)
  },
})
