import { answerAccount } from '#/lib/accounts/account-answer.ts'
import { findAccountForSource } from '#/lib/accounts/admin-queries.ts'
import { answerJson } from '#/lib/api/answers.ts'
import { noSuchAccount } from '#/lib/api/no-such.ts'
import { defineEndpoint, withKey } from '../../define-endpoint.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('accounts:read', async ({ params, store, grant }) => {
    const standing = await findAccountForSource(store.read, grant, params.account ?? '')
    if (!standing) throw noSuchAccount()
    return answerJson(answerAccount(standing))
  }),
})
