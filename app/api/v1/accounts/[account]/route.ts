import { findAccountForSource } from '#/lib/admin/accounts/admin-queries.ts'
import { toAccountResponse } from '#/lib/api/accounts/account-response.ts'
import { getAccount } from '#/lib/api/accounts/operations.ts'
import { accountNotFound } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getAccount, async ({ params, store, grant }) => {
    const loaded = await findAccountForSource(store.read, grant, params.account)
    if (!loaded) throw accountNotFound()
    return jsonResponse(toAccountResponse(loaded))
  }),
)
