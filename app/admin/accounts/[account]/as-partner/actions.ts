'use server'

import { z } from 'zod'
import { memberRoles } from '#/db/words/members.ts'
import { openPartnerView } from '#/lib/accounts/access/partner-view.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'

export const openPartnerViewAction = defineAction({
  schema: z.object({ account: z.string().max(100), role: z.enum(memberRoles, 'choose') }),
  right: staff,
  run: openPartnerView,
  redirectTo: ({ account }, view) => `/admin/accounts/${account}/as-partner/${view}`,
})
