'use server'

import { addSource } from '#/lib/admin/sources/commands.ts'
import { readExpiry, sourceFormSchema } from '#/lib/admin/sources/form.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { requireStaff } from '#/lib/identity/access/require-staff.ts'
import { currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Answers the key in the form's state, which is nowhere kept: not in an address, a cookie or the store. */
export const addSourceAction = defineAction({
  schema: sourceFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { key: id, expires, ...source }) => {
    const expiresAt = readExpiry(expires, await currentTimeZone(), now())
    const { key } = await addSource(await getStore(), grant, { ...source, id, expiresAt })
    return key
  },
  answersOnce: true,
})
