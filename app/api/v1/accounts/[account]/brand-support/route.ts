import { answerJson } from '#/lib/api/answers.ts'
import { noSuchAccount } from '#/lib/api/no-such.ts'
import { now } from '#/lib/clock.ts'
import { findPublishedSupport } from '#/lib/contacts/brand-queries.ts'
import { answerBrandSupport, cacheSeconds } from '#/lib/contacts/brand-support-answer.ts'
import { defineEndpoint, withoutKey } from '../../../define-endpoint.ts'

export const dynamic = 'force-dynamic'

/** What anybody may know of a brand's support. An account that is not live answers as one that is not there. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: withoutKey(async ({ params, store }) => {
    const published = await findPublishedSupport(store.read, params.account ?? '')
    if (!published) throw noSuchAccount()
    const at = now()
    const answer = answerBrandSupport(published, at)
    const headers = { 'cache-control': `public, max-age=${cacheSeconds(answer, at)}` }
    return answerJson(answer, { headers })
  }),
})
