'use server'

import { z } from 'zod'
import { revokeSource } from '#/lib/admin/sources/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'

export const revokeSourceAction = defineAction({
  schema: z.object({ source: z.string().max(100) }),
  right: admin,
  run: (store, grant, { source }) => revokeSource(store, grant, source),
  redirectTo: '/admin/settings/sources?done=revoked',
})
