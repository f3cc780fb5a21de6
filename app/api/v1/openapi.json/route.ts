import { answerJson } from '#/lib/api/answers.ts'
import { currentDocument } from '#/lib/openapi/current.ts'
import { defineEndpoint, withoutKey } from '../define-endpoint.ts'

export const dynamic = 'force-dynamic'

/** The API's description, for programs. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withoutKey(async () => {
    return answerJson(currentDocument(), { headers: { 'cache-control': 'public, max-age=300' } })
  }),
})
