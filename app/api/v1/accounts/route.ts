import { type AccountListAnswer, answerAccount } from '#/lib/accounts/account-answer.ts'
import { accountsQuerySchema } from '#/lib/accounts/accounts-query.ts'
import { listAccounts } from '#/lib/accounts/admin-queries.ts'
import { answerJson } from '#/lib/api/answers.ts'
import { readCursor, writeCursor } from '#/lib/api/cursor.ts'
import { readQuery } from '#/lib/api/query.ts'
import { Refusal } from '#/lib/api/refusal.ts'
import { defineEndpoint, withKey } from '../define-endpoint.ts'
import { createAccountWithKey } from './create-account.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('accounts:read', async ({ request, store, grant }) => {
    const {
      cursor,
      search = '',
      state = null,
      integrationType,
      limit,
    } = readQuery(request.nextUrl.searchParams, accountsQuerySchema)
    const after = cursor === undefined ? '' : demandCursor(cursor)
    const asked = { search, state, integrationTypeId: integrationType, after, limit }
    const { rows, next } = await listAccounts(store.read, grant, asked)
    return answerJson({
      accounts: rows.map(answerAccount),
      nextCursor: next === null ? null : writeCursor('accounts', next),
    } satisfies AccountListAnswer)
  }),
  POST: withKey('accounts:write', createAccountWithKey),
})

/** @throws Refusal 422 */
function demandCursor(cursor: string): string {
  const after = readCursor('accounts', cursor)
  if (after !== null) return after
  const detail = 'It must be the nextCursor of a page, unchanged.'
  throw new Refusal(422, { problems: [{ pointer: '/cursor', code: 'cursor', detail }] })
}
