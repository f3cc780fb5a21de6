'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { Store } from '#/db/store/store.ts'
import { sendCheckNow } from '#/lib/changes/accounts/ask-check.ts'
import { extendDueAt } from '#/lib/changes/accounts/commands.ts'
import { extensionSchema } from '#/lib/changes/accounts/form.ts'
import { nudgeAccount } from '#/lib/changes/accounts/nudge.ts'
import { retryAccountAddresses } from '#/lib/changes/contacts/retry-addresses.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import type { Asks } from '#/lib/identity/access/format-question.ts'
import { staff } from '#/lib/identity/access/require-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { drillAsks } from '#/lib/notices/drills/night.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'

const ofAccount = z.object({ account: z.string().max(100) })
const words = () => getTranslations('adminAccounts.rows.done')

/** How staff mail an account from its row, which then says what was done. */
function defineRowAction<Done>(
  asks: Asks,
  run: (store: Store, grant: StaffGrant, slug: string) => Promise<Done>,
  say: (done: Done) => 'nudged' | 'invited' | 'asked' | 'drilled',
) {
  return defineAction({
    schema: ofAccount,
    right: staff,
    asks,
    run: async (store, grant, { account }) => (await words())(say(await run(store, grant, account))),
  })
}

export const nudgeInListAction = defineRowAction({ what: 'nudge' }, nudgeAccount, ({ by }) =>
  by === 'mail' ? 'nudged' : 'invited',
)
export const askCheckInListAction = defineRowAction({ what: 'check' }, sendCheckNow, () => 'asked')
export const drillInListAction = defineRowAction(drillAsks, sendDrill, () => 'drilled')

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
    (await words())('tried', { count: await retryAccountAddresses(store, grant, account) }),
})
