import { listConfirmedKeys } from '#/lib/accounts/points/confirmed.ts'
import { accountNotFound } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { findRecipients } from '#/lib/api/notices/operations.ts'
import { toReachResponse } from '#/lib/api/notices/reach-response.ts'
import { previewReach } from '#/lib/notices/routing/reach-queries.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(findRecipients, async ({ query, params, store, grant }) => {
    const view = await previewReach(store.read, grant, params.account, query)
    if (!view || view.account.closedAt !== null) throw accountNotFound()
    return jsonResponse(toReachResponse(view, await listConfirmedKeys(store.read, view.account.id), query))
  }),
)
