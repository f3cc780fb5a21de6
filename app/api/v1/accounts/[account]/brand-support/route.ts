import { noSuchAccount } from '#/lib/api/no-such.ts'
import { answerPublished } from '#/lib/brands/answer.ts'
import { crossOriginHeaders, jsonHeaders, preflightHeaders } from '#/lib/brands/headers.ts'
import { keepBodies } from '#/lib/brands/kept-bodies.ts'
import { findPublishedBrand } from '#/lib/brands/queries.ts'
import { answerBrandSupport, holdsUntil } from '#/lib/brands/support-answer.ts'
import { now } from '#/lib/clock.ts'
import { getStore } from '#/lib/store.ts'
import { defineEndpoint } from '../../../define-endpoint.ts'

export const dynamic = 'force-dynamic'

const kept = keepBodies(4 * 1024 * 1024)

/**
 * What anybody may know of a brand's support. An account that is not live answers as one that is not there. No rate is kept:
 * to answer costs no more than to refuse, and who asks is often a cache for many (docs/decisions/028-brand-page.md).
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineEndpoint({
  GET: async ({ params, request }) => {
    const brand = await findPublishedBrand((await getStore()).read, params.account ?? '')
    if (!brand) throw noSuchAccount(crossOriginHeaders)
    const at = now()
    const body = kept.take(JSON.stringify([brand.support, brand.hours]), at, () => {
      const answer = answerBrandSupport(brand, at)
      return { text: JSON.stringify(answer), until: holdsUntil(answer) }
    })
    return answerPublished(request, body, { at, varies: 'accept-encoding', headers: jsonHeaders })
  },
  OPTIONS: async () => new Response(null, { status: 204, headers: preflightHeaders }),
})
