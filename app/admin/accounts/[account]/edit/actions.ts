'use server'

import { z } from 'zod'
import { editAccount } from '#/lib/changes/accounts/edit.ts'
import { accountEditSchema } from '#/lib/changes/accounts/edit-form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const editAccountAction = defineAction({
  schema: accountEditSchema.and(z.object({ account: z.string().max(100) })),
  right: admin,
  run: (store, grant, { account, ...edit }) => editAccount(store, grant, account, edit),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=edited`,
})
