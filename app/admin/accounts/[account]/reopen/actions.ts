'use server'

import { z } from 'zod'
import { reopenFormSchema } from '#/lib/changes/closing/form.ts'
import { reopenAccount } from '#/lib/changes/closing/reopen.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const reopenAccountAction = defineAction({
  schema: reopenFormSchema.and(z.object({ account: z.string().max(100) })),
  right: admin,
  run: (store, grant, { account, version }) => reopenAccount(store, grant, { slug: account, version }),
  redirectTo: ({ account }) => `/admin/accounts/${account}?done=reopened`,
})
