'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { confirmAddress } from '#/lib/changes/contacts/confirm.ts'
import { refuseAddress } from '#/lib/changes/contacts/refuse.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { pressLink } from '#/lib/platform/limits/wrong-links.ts'
import { getStore } from '#/lib/platform/store/store.ts'

const schema = z.object({ token: z.string().max(100) })

/** Public: the token of the link is the right to it, signed in or not, locked or not. A link that is over leads to why. */
export const confirmAddressAction = defineAction({
  schema,
  authorise: async () => null,
  handle: async (_, { token }) => {
    const done = await pressLink(confirmAddress(await getStore(), token))
    redirect(`/confirm/${encodeURIComponent(token)}${done ? '?done=confirmed' : ''}`)
  },
})

/** The same for "This is not me". */
export const refuseAddressAction = defineAction({
  schema,
  authorise: async () => null,
  handle: async (_, { token }) => {
    const done = await pressLink(refuseAddress(await getStore(), token))
    redirect(`/confirm/${encodeURIComponent(token)}${done ? '?done=refused' : ''}`)
  },
})
