import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { toNoticeResponse } from '#/lib/api/notices/notice-response.ts'
import { getNotice } from '#/lib/api/notices/operations.ts'
import { findNoticeForSource } from '#/lib/notices/views/queries.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getNotice, async ({ params, store, grant }) => {
    const found = await findNoticeForSource(store.read, grant, params.notice)
    if (!found) throw new Refusal(404, { detail: 'Notice not found.' })
    return jsonResponse(toNoticeResponse(found))
  }),
)
