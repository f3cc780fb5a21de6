import { listMatching } from '#/lib/accounts/search/account-list.ts'
import { type AccountListResponse, toAccountResponse } from '#/lib/api/accounts/account-response.ts'
import { createAccountWithKey } from '#/lib/api/accounts/create-account.ts'
import { listAccounts } from '#/lib/api/accounts/operations.ts'
import { parseSealedCursor, sealCursor } from '#/lib/api/http/cursor.ts'
import { Refusal } from '#/lib/api/http/refusal.ts'
import { jsonResponse } from '#/lib/api/http/responses.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(listAccounts, async ({ query, store, grant }) => {
    const { cursor, search, state, integrationType: type, limit } = query
    const slug = cursor === undefined ? null : requireCursor(cursor)
    const after = slug === null ? null : { slug, key: slug, absent: false }
    const filters = { ...(search?.trim() && { search }), ...(state && { state }), ...(type && { type }) }
    const sort = { by: 'slug', descending: false } as const
    const { rows, next } = await listMatching(store.read, grant, filters, { sort, after, limit })
    return jsonResponse({
      accounts: rows.map(toAccountResponse),
      nextCursor: next === null ? null : sealCursor(next.slug),
    } satisfies AccountListResponse)
  }),
  createAccountWithKey,
)

/** @throws Refusal 422 */
function requireCursor(cursor: string): string {
  const after = parseSealedCursor(cursor)
  if (after !== null) return after
  const detail = 'Must be an unmodified nextCursor.'
  throw new Refusal(422, { problems: [{ pointer: '/cursor', code: 'cursor', detail }] })
}
