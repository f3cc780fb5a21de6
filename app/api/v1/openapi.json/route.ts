import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { currentDocument, getDescription } from '#/lib/api/openapi/operations.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getDescription, async () =>
    jsonResponse(currentDocument(), { headers: { 'cache-control': 'public, max-age=300' } }),
  ),
)
