'use server'

import { z } from 'zod'
import { environments } from '#/db/words/accounts.ts'
import { editorAt, ownerAt } from '#/lib/accounts/access/require.ts'
import { resendAllConfirmations } from '#/lib/changes/confirmations/resend.ts'
import { retryAddress, submitDraft } from '#/lib/changes/contacts/commands.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { drillAsks } from '#/lib/notices/drills/night.ts'
import { drillOwnAccount } from '#/lib/notices/drills/own-drill.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { submissionInQuery } from '../contact-notes.ts'

// The actions that only the overview has in place.

const account = z.string().max(100)
const right = editorAt('')

export const tryAddressAction = defineAction({
  schema: z.object({ account, address: z.string().max(320) }),
  right,
  run: (store, grant, { address }) => retryAddress(store, grant, address),
  redirectTo: ({ account }) => `/accounts/${account}?done=tried`,
})

export const askAgainAction = defineAction({
  schema: z.object({ account }),
  right,
  asks: { what: 'confirmation' },
  run: resendAllConfirmations,
  redirectTo: ({ account }, count) => `/accounts/${account}?done=asked&count=${count}`,
})

export const submitDraftAction = defineAction({
  schema: z.object({ account, version: z.coerce.number().int().min(0), environment: z.enum(environments) }),
  right,
  run: async (store, grant, draft) => {
    const outcome = await submitDraft(store, grant, draft)
    if (outcome.kind === 'conflict') throw new AppError('draft-changed', {}, 'version')
    if (outcome.kind === 'invalid') throw new AppError('draft-incomplete')
    return outcome
  },
  redirectTo: ({ account }, outcome) =>
    `/accounts/${account}?done=draft-submitted${submissionInQuery(outcome)}`,
})

export const drillOwnAction = defineAction({
  schema: z.object({ account }),
  right: ownerAt(''),
  asks: drillAsks,
  run: drillOwnAccount,
  redirectTo: ({ account }) => `/accounts/${account}?done=drilled`,
})
