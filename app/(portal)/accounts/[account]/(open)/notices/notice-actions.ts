'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { testFields } from '#/db/words/notices.ts'
import { requireOpenAccount } from '#/lib/accounts/access/require.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

const account = z.string().max(100)
const ofNotice = z.object({ account, notice: z.uuid() })
const longestNote = 2000

export const acknowledgeNoticeAction = defineAction({
  schema: ofNotice,
  authorise: ({ account }) => requireOpenAccount(account, 'notices'),
  handle: async (grant, { notice }) => {
    await acknowledgeNotice(await getStore(), grant, notice)
    redirect(`/accounts/${grant.account.slug}/notices/${notice}?done=acknowledged`)
  },
})

export const closeNoticeAction = defineAction({
  schema: ofNotice.extend({ note: typedText(longestNote) }),
  authorise: ({ account }) => requireOpenAccount(account, 'notices'),
  handle: async (grant, { notice, note }) => {
    await closeNotice(await getStore(), grant, { noticeId: notice, note })
    redirect(`/accounts/${grant.account.slug}/notices/${notice}?done=closed`)
  },
})

export const sendTestAction = defineAction({
  schema: z.object({ account, field: z.enum(testFields) }),
  authorise: ({ account }) => requireOpenAccount(account, 'notices', 'editor'),
  handle: async (grant, { field }) => {
    const id = await sendTestNotice(await getStore(), grant, field)
    redirect(`/accounts/${grant.account.slug}/notices/${id}?done=test`)
  },
})
