'use server'

import { z } from 'zod'
import { closeAccount } from '#/lib/changes/closing/commands.ts'
import { closeFormSchema } from '#/lib/changes/closing/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const closeAccountAction = defineAction({
  schema: closeFormSchema.and(z.object({ account: z.string().max(100) })),
  right: admin,
  run: (store, grant, { account, ...closing }) => closeAccount(store, grant, { slug: account, ...closing }),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=closed`,
})
