'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { openPartnerView } from '#/lib/access/partner-view.ts'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { memberRoles } from '#/lib/members/schema.ts'
import { getStore } from '#/lib/store.ts'

export const openPartnerViewAction = defineAction({
  schema: z.object({ account: z.string().max(100), role: z.enum(memberRoles, 'choose') }),
  authorise: () => requireStaff(),
  handle: async (grant, opening) => {
    const view = await openPartnerView(await getStore(), grant, opening)
    redirect(`/admin/accounts/${opening.account}/as-partner/${view}`)
  },
})
