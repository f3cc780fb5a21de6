import { answerJson } from '#/lib/api/http/answers.ts'
import { defineEndpoint, withoutKey } from '#/lib/api/http/define-endpoint.ts'
import { currentDocument } from '#/lib/api/openapi/current.ts'

export const dynamic = 'force-dynamic'

/** The API's description, for programs. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withoutKey(async () => {
    return answerJson(currentDocument(), { headers: { 'cache-control': 'public, max-age=300' } })
  }),
})
