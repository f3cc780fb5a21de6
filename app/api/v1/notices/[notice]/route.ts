import { answerJson } from '#/lib/api/http/answers.ts'
import { defineEndpoint, withKey } from '#/lib/api/http/define-endpoint.ts'
import { noSuchNotice } from '#/lib/api/http/no-such.ts'
import { answerNotice } from '#/lib/api/notices/notice-answer.ts'
import { findNoticeForSource } from '#/lib/notices/views/queries.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('notices:read', async ({ params, store, grant }) => {
    const found = await findNoticeForSource(store.read, grant, params.notice ?? '')
    if (!found) throw noSuchNotice()
    return answerJson(answerNotice(found))
  }),
})
