'use server'

import { createAccount } from '#/lib/changes/accounts/commands.ts'
import { newAccountSchema } from '#/lib/changes/accounts/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const createAccountAction = defineAction({
  schema: newAccountSchema,
  right: admin,
  run: createAccount,
  redirectTo: ({ slug }) => `/admin/accounts/${slug}?done=created`,
})
