'use server'

import { redirect } from 'next/navigation'
import { requireStaff } from '#/lib/access/require.ts'
import { createAccount } from '#/lib/accounts/commands.ts'
import { newAccountSchema } from '#/lib/accounts/form.ts'
import { defineAction } from '#/lib/actions.ts'
import { getStore } from '#/lib/store.ts'

export const createAccountAction = defineAction({
  schema: newAccountSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, account) => {
    await createAccount(await getStore(), grant, account)
    redirect(`/admin/accounts/${account.slug}?done=created`)
  },
})
