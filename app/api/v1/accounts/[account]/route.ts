import { findAccountForSource } from '#/lib/admin/accounts/admin-queries.ts'
import { answerAccount } from '#/lib/api/accounts/account-answer.ts'
import { answerJson } from '#/lib/api/http/answers.ts'
import { defineEndpoint, withKey } from '#/lib/api/http/define-endpoint.ts'
import { noSuchAccount } from '#/lib/api/http/no-such.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('accounts:read', async ({ params, store, grant }) => {
    const standing = await findAccountForSource(store.read, grant, params.account ?? '')
    if (!standing) throw noSuchAccount()
    return answerJson(answerAccount(standing))
  }),
})
