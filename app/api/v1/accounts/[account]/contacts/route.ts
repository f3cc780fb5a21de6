import { listConfirmedKeys } from '#/lib/accounts/addresses/queries.ts'
import { answerJson } from '#/lib/api/http/answers.ts'
import { defineEndpoint, withKey } from '#/lib/api/http/define-endpoint.ts'
import { noSuchAccount } from '#/lib/api/http/no-such.ts'
import { readQuery } from '#/lib/api/http/query.ts'
import { answerReach, reachQuerySchema } from '#/lib/api/notices/reach-answer.ts'
import { whomWouldItReachIn } from '#/lib/notices/routing/reach-queries.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('accounts:read', async ({ request, params, store, grant }) => {
    const question = readQuery(request.nextUrl.searchParams, reachQuerySchema)
    const view = await whomWouldItReachIn(store.read, grant, params.account ?? '', question)
    if (!view || view.account.closedAt !== null) throw noSuchAccount()
    return answerJson(answerReach(view, await listConfirmedKeys(store.read, view.account.id), question))
  }),
})
