'use server'

import { redirect } from 'next/navigation'
import { createAccount } from '#/lib/changes/accounts/commands.ts'
import { newAccountSchema } from '#/lib/changes/accounts/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const createAccountAction = defineAction({
  schema: newAccountSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, account) => {
    await createAccount(await getStore(), grant, account)
    redirect(`/admin/accounts/${account.slug}?done=created`)
  },
})
