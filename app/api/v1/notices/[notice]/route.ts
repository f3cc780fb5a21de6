import { answerJson } from '#/lib/api/answers.ts'
import { noSuchNotice } from '#/lib/api/no-such.ts'
import { answerNotice } from '#/lib/notices/notice-answer.ts'
import { findNoticeForSource } from '#/lib/notices/queries.ts'
import { defineEndpoint, withKey } from '../../define-endpoint.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('notices:read', async ({ params, store, grant }) => {
    const found = await findNoticeForSource(store.read, grant, params.notice ?? '')
    if (!found) throw noSuchNotice()
    return answerJson(answerNotice(found))
  }),
})
