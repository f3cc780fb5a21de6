'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { closeAccount } from '#/lib/closing/commands.ts'
import { closeFormSchema } from '#/lib/closing/form.ts'
import { getStore } from '#/lib/store.ts'

export const closeAccountAction = defineAction({
  schema: closeFormSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, ...closing }) => {
    await closeAccount(await getStore(), grant, { slug: account, ...closing })
    redirect(`/admin/accounts/${account}?done=closed`)
  },
})
