import { findAccountForSource } from '#/lib/admin/accounts/admin-queries.ts'
import { answerAccount } from '#/lib/api/accounts/account-answer.ts'
import { getAccount } from '#/lib/api/accounts/operations.ts'
import { answerJson } from '#/lib/api/http/answers.ts'
import { noSuchAccount } from '#/lib/api/http/refusal.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getAccount, async ({ params, store, grant }) => {
    const standing = await findAccountForSource(store.read, grant, params.account)
    if (!standing) throw noSuchAccount()
    return answerJson(answerAccount(standing))
  }),
)
