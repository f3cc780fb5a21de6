'use server'

import { z } from 'zod'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { currentActor } from '#/lib/identity/sessions/current.ts'
import { acknowledgeByMail, undoByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { pressLink } from '#/lib/platform/limits/guesses.ts'

/** Public: the link's token is the right, signed in or not, locked or not. Only the sender of a drill is refused. */
export const acknowledgeByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: currentActor,
  run: (store, actor, { token }) => pressLink(acknowledgeByMail(store, token, actor)),
  redirectTo: ({ token }) => `/acknowledge/${encodeURIComponent(token)}?done=acknowledged`,
})

/** Public, too: the same link undoes what it acknowledged. Like its page, the question names nobody. */
export const undoByMailAction = defineAction({
  schema: z.object({ token: z.string().max(100) }),
  right: currentActor,
  asks: { what: 'undo', counted: true },
  run: (store, _actor, { token }) => pressLink(undoByMail(store, token)),
  redirectTo: ({ token }) => `/acknowledge/${encodeURIComponent(token)}?done=undone`,
})
