import { answerJson } from '#/lib/api/http/answers.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { currentDocument, getDescription } from '#/lib/api/openapi/operations.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getDescription, async () =>
    answerJson(currentDocument(), { headers: { 'cache-control': 'public, max-age=300' } }),
  ),
)
