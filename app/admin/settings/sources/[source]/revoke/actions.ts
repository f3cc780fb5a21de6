'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { revokeSource } from '#/lib/sources/commands.ts'
import { getStore } from '#/lib/store.ts'

export const revokeSourceAction = defineAction({
  schema: z.object({ source: z.string().max(100) }),
  authorise: () => requireStaff('admin'),
  handle: async (grant, { source }) => {
    await revokeSource(await getStore(), grant, source)
    redirect('/admin/settings/sources?done=revoked')
  },
})
