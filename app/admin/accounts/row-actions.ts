'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { askForReviewNow } from '#/lib/changes/accounts/ask-review.ts'
import { extendDueAt } from '#/lib/changes/accounts/commands.ts'
import { extensionSchema } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { tryAccountAgain } from '#/lib/changes/contacts/try-again.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'

const ofAccount = z.object({ account: z.string().max(100) })
const words = () => getTranslations('adminAccounts.rows.done')

export const nudgeInListAction = defineAction({
  schema: ofAccount,
  right: staff,
  run: async (store, grant, { account }) => {
    const { by } = await nudgeAccount(store, grant, account)
    return (await words())(by === 'mail' ? 'nudged' : 'invited')
  },
})

export const askReviewInListAction = defineAction({
  schema: ofAccount,
  right: staff,
  run: async (store, grant, { account }) => {
    await askForReviewNow(store, grant, account)
    return (await words())('asked')
  },
})

export const drillInListAction = defineAction({
  schema: ofAccount,
  right: staff,
  run: async (store, grant, { account }) => {
    await sendDrill(store, grant, account)
    return (await words())('drilled')
  },
})

export const extendInListAction = defineAction({
  schema: extensionSchema.and(ofAccount),
  right: staff,
  run: async (store, grant, { account, ...extension }) => {
    await extendDueAt(store, grant, account, extension)
    return (await words())('extended')
  },
})

export const tryAgainInListAction = defineAction({
  schema: ofAccount,
  right: staff,
  run: async (store, grant, { account }) =>
    (await words())('tried', { count: await tryAccountAgain(store, grant, account) }),
})
