'use server'

import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { now } from '#/lib/clock.ts'
import { currentTimeZone } from '#/lib/sessions/current.ts'
import { addSource } from '#/lib/sources/commands.ts'
import { readExpiry, sourceFormSchema } from '#/lib/sources/form.ts'
import { getStore } from '#/lib/store.ts'

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
