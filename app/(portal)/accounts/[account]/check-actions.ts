'use server'

import { z } from 'zod'
import { editorAt } from '#/lib/accounts/access/require.ts'
import { confirmCheck } from '#/lib/changes/checks/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { from } from './from-overview.ts'

/** Answers "Everything is still right", from the overview, the banner or the contact information. */
export const confirmCheckAction = defineAction({
  schema: z.object({ account: z.string().max(100), version: z.coerce.number().int().min(0), from }),
  right: editorAt('configuration/contact-information'),
  run: (store, grant, { version }) => confirmCheck(store, grant, { version }),
  redirectTo: ({ account, from }, outcome) => {
    // Links say `review` for a check.
    const done = outcome === 'confirmed' ? 'reviewed' : 'review-answered'
    if (from === 'overview') return `/accounts/${account}?done=${done}`
    return `/accounts/${account}/configuration/contact-information?done=${done}`
  },
})
