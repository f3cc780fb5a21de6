import { listConfirmedKeys } from '#/lib/accounts/points/confirmed.ts'
import { answerJson } from '#/lib/api/http/answers.ts'
import { noSuchAccount } from '#/lib/api/http/refusal.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { findRecipients } from '#/lib/api/notices/operations.ts'
import { answerReach } from '#/lib/api/notices/reach-answer.ts'
import { whomWouldItReachIn } from '#/lib/notices/routing/reach-queries.ts'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(findRecipients, async ({ query, params, store, grant }) => {
    const view = await whomWouldItReachIn(store.read, grant, params.account, query)
    if (!view || view.account.closedAt !== null) throw noSuchAccount()
    return answerJson(answerReach(view, await listConfirmedKeys(store.read, view.account.id), query))
  }),
)
