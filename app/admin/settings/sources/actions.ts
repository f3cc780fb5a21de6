'use server'

import { z } from 'zod'
import { addSource, revokeSource } from '#/lib/admin/sources/commands.ts'
import { parseExpiry, sourceFormSchema } from '#/lib/admin/sources/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { admin } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Returns the key only in the form's state, never in an address, a cookie or the store. */
export const addSourceAction = defineAction({
  schema: sourceFormSchema,
  right: admin,
  run: async (store, grant, { key: id, expires, ...source }) => {
    const expiresAt = parseExpiry(expires, await currentTimeZone(), now())
    const { key } = await addSource(store, grant, { ...source, id, expiresAt })
    return key
  },
  answersOnce: true,
})

export const revokeSourceAction = defineAction({
  schema: z.object({ source: z.string().max(100) }),
  right: admin,
  run: (store, grant, { source }) => revokeSource(store, grant, source),
  redirectTo: '/admin/settings/sources?done=revoked',
})
