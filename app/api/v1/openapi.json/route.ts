import { env } from '#/env.ts'
import { answerJson } from '#/lib/api/answers.ts'
import { buildDocument, type Document } from '#/lib/openapi/document.ts'
import { operations } from '#/lib/openapi/operations.ts'
import { defineEndpoint, withoutKey } from '../define-endpoint.ts'

export const dynamic = 'force-dynamic'

let built: Document | undefined

/** The API's description, for programs. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withoutKey(async () => {
    built ??= buildDocument(operations, env.APP_URL)
    return answerJson(built, { headers: { 'cache-control': 'public, max-age=300' } })
  }),
})
