import { answerJson } from '#/lib/api/answers.ts'
import { noSuchAccount } from '#/lib/api/no-such.ts'
import { readQuery } from '#/lib/api/query.ts'
import { listConfirmedKeys } from '#/lib/confirmations/queries.ts'
import { answerReach, reachQuerySchema } from '#/lib/notices/reach-answer.ts'
import { whomWouldItReachIn } from '#/lib/notices/reach-queries.ts'
import { defineEndpoint, withKey } from '../../../define-endpoint.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withKey('accounts:read', async ({ request, params, store, grant }) => {
    const question = readQuery(request.nextUrl.searchParams, reachQuerySchema)
    const view = await whomWouldItReachIn(store.read, grant, params.account ?? '', question)
    if (!view || view.account.closedAt !== null) throw noSuchAccount()
    return answerJson(answerReach(view, await listConfirmedKeys(store.read, view.account.id), question))
  }),
})
