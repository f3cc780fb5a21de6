'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { memberRoles } from '#/db/words/members.ts'
import { openPartnerView } from '#/lib/accounts/access/partner-view.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const openPartnerViewAction = defineAction({
  schema: z.object({ account: z.string().max(100), role: z.enum(memberRoles, 'choose') }),
  authorise: () => requireStaff(),
  handle: async (grant, opening) => {
    const view = await openPartnerView(await getStore(), grant, opening)
    redirect(`/admin/accounts/${opening.account}/as-partner/${view}`)
  },
})
