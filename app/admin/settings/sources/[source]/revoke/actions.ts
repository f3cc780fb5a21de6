'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { revokeSource } from '#/lib/admin/sources/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { getStore } from '#/lib/platform/store/store.ts'

export const revokeSourceAction = defineAction({
  schema: z.object({ source: z.string().max(100) }),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { source }) => {
    await revokeSource(await getStore(), grant, source)
    redirect('/admin/settings/sources?done=revoked')
  },
})
