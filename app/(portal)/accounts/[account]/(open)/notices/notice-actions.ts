'use server'

import { z } from 'zod'
import { routedFields } from '#/db/words/accounts.ts'
import { endpointKey } from '#/db/words/points.ts'
import { editorAt, memberAt } from '#/lib/accounts/access/require.ts'
import { defineAction } from '#/lib/identity/access/define-action.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { partnerNotices } from '#/lib/notices/views/lists.ts'
import { toQuery } from '#/lib/platform/lists/define-list.ts'
import { typedText } from '#/lib/platform/values/typed-text.ts'

const account = z.string().max(100)
const ofNotice = z.object({ account, notice: z.uuid() })
const maxNoteLength = 2000

/** `from`: the page of the form, by default the notice's own. `view`: the query of a list. */
const ofAnswer = ofNotice.extend({
  from: z.enum(['overview', 'notices', '']).default(''),
  view: z.string().max(500).default(''),
})

export const acknowledgeNoticeAction = defineAction({
  schema: ofAnswer,
  right: memberAt('notices'),
  run: (store, grant, { notice }) => acknowledgeNotice(store, grant, notice),
  redirectTo: (answer) => pathBack(answer, 'acknowledged'),
})

export const undoAcknowledgementAction = defineAction({
  schema: ofAnswer,
  right: memberAt('notices'),
  asks: { what: 'undo' },
  run: (store, grant, { notice }) => undoAcknowledgement(store, grant, notice),
  redirectTo: (answer) => pathBack(answer, 'undone'),
})

/** The page that the form was on. A list gets to know which notice it was, since it has others too. */
function pathBack({ account, notice, from, view }: z.output<typeof ofAnswer>, done: string): string {
  const path = `/accounts/${account}`
  if (from === '') return `${path}/notices/${notice}?done=${done}`
  const query = toQuery(new URLSearchParams(view))
  const [list, after] = [partnerNotices.read(query), partnerNotices.after(query)]
  const page = from === 'overview' ? path : partnerNotices.href(list, after, `${path}/notices`)
  return `${page}${page.includes('?') ? '&' : '?'}${new URLSearchParams({ done, notice })}`
}

export const closeNoticeAction = defineAction({
  schema: ofNotice.extend({ note: typedText(maxNoteLength, { missing: 'note-required' }) }),
  right: memberAt('notices'),
  run: (store, grant, { notice, note }) => closeNotice(store, grant, { noticeId: notice, note }),
  redirectTo: ({ account, notice }) => `/accounts/${account}/notices/${notice}?done=closed`,
})

export const sendTestAction = defineAction({
  schema: z.object({ account, field: z.enum(routedFields), endpoint: z.uuid().optional() }),
  right: editorAt('notices'),
  asks: { what: 'test' },
  run: (store, grant, { field, endpoint }) =>
    sendTestNotice(store, grant, field, endpoint && endpointKey(endpoint)),
  redirectTo: ({ account }, id) => `/accounts/${account}/notices/${id}?done=test`,
})
