'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { reopenFormSchema } from '#/lib/closing/form.ts'
import { reopenAccount } from '#/lib/closing/reopen.ts'
import { getStore } from '#/lib/store.ts'

export const reopenAccountAction = defineAction({
  schema: reopenFormSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, version }) => {
    await reopenAccount(await getStore(), grant, { slug: account, version })
    redirect(`/admin/accounts/${account}?done=reopened`)
  },
})
