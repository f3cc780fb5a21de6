'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { reopenFormSchema } from '#/lib/changes/closing/form.ts'
import { reopenAccount } from '#/lib/changes/closing/reopen.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const reopenAccountAction = defineAction({
  schema: reopenFormSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, version }) => {
    await reopenAccount(await getStore(), grant, { slug: account, version })
    redirect(`/admin/accounts/${account}?done=reopened`)
  },
})
