'use server'

import { requireStaff } from '#/lib/access/require.ts'
import { defineAction } from '#/lib/actions.ts'
import { now } from '#/lib/clock.ts'
import type { FormState } from '#/lib/form-state.ts'
import { currentTimeZone } from '#/lib/sessions/current.ts'
import { addSource } from '#/lib/sources/commands.ts'
import { readExpiry, sourceFormSchema } from '#/lib/sources/form.ts'
import { getStore } from '#/lib/store.ts'

/** Answers the key in the form's state, which is nowhere kept: not in an address, a cookie or the store. */
const makeSource = defineAction({
  schema: sourceFormSchema,
  authorise: () => requireStaff('admin'),
  handle: async (grant, { key: id, expires, ...source }) => {
    const expiresAt = readExpiry(expires, await currentTimeZone(), now())
    const { key } = await addSource(await getStore(), grant, { ...source, id, expiresAt })
    return key
  },
})

/** A second press while the first was answered must not take the key off the page. What came before is whatever was sent as it. */
export async function addSourceAction(previous: FormState, form: FormData): Promise<FormState> {
  return typeof previous === 'object' && previous?.ok ? previous : makeSource(previous, form)
}
