'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { pressLink } from '#/lib/platform/limits/wrong-links.ts'
import { getStore } from '#/lib/platform/store/store.ts'

/** Public: the token of the link is the right to it, signed in or not, locked or not. */
export const acknowledgeByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  authorise: async () => null,
  handle: async (_, { token }) => {
    await pressLink(acknowledgeByMail(await getStore(), token))
    redirect(`/acknowledge/${encodeURIComponent(token)}?done=acknowledged`)
  },
})
