'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { editAccount } from '#/lib/changes/accounts/edit.ts'
import { accountEditSchema } from '#/lib/changes/accounts/edit-form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const editAccountAction = defineAction({
  schema: accountEditSchema.and(z.object({ account: z.string().max(100) })),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { account, ...edit }) => {
    await editAccount(await getStore(), grant, account, edit)
    redirect(`/admin/accounts/${account}?done=edited`)
  },
})
