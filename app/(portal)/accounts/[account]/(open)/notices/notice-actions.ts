'use server'

import { z } from 'zod'
import { testFields } from '#/db/words/notices.ts'
import { editorAt, memberAt } from '#/lib/accounts/access/require.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'
import { from } from '../../from-overview.ts'

const account = z.string().max(100)
const ofNotice = z.object({ account, notice: z.uuid() })
const longestNote = 2000

export const acknowledgeNoticeAction = defineAction({
  schema: ofNotice.extend({ from }),
  right: memberAt('notices'),
  run: (store, grant, { notice }) => acknowledgeNotice(store, grant, notice),
  redirectTo: ({ account, notice, from }) =>
    `/accounts/${account}${from === 'overview' ? '' : `/notices/${notice}`}?done=acknowledged`,
})

export const closeNoticeAction = defineAction({
  schema: ofNotice.extend({ note: typedText(longestNote, { missing: 'note-required' }) }),
  right: memberAt('notices'),
  run: (store, grant, { notice, note }) => closeNotice(store, grant, { noticeId: notice, note }),
  redirectTo: ({ account, notice }) => `/accounts/${account}/notices/${notice}?done=closed`,
})

export const sendTestAction = defineAction({
  schema: z.object({ account, field: z.enum(testFields) }),
  right: editorAt('notices'),
  run: (store, grant, { field }) => sendTestNotice(store, grant, field),
  redirectTo: ({ account }, id) => `/accounts/${account}/notices/${id}?done=test`,
})
