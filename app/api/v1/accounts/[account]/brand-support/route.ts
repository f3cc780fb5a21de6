import { createBodyCache, publishedResponse } from '#/lib/accounts/brand-page/answer.ts'
import { crossOriginHeaders, jsonHeaders, preflightHeaders } from '#/lib/accounts/brand-page/headers.ts'
import { findPublishedBrand } from '#/lib/accounts/brand-page/queries.ts'
import { getBrandSupport } from '#/lib/api/accounts/operations.ts'
import { toBrandSupportResponse, validUntil } from '#/lib/api/accounts/support-response.ts'
import { accountNotFound } from '#/lib/api/http/refusal.ts'
import { routes, serve } from '#/lib/api/http/routes.ts'
import { now } from '#/lib/platform/values/clock.ts'

export const dynamic = 'force-dynamic'

const cache = createBodyCache(4 * 1024 * 1024)

/** The published support of a brand. An account that is not live gets the same response as an unknown one. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes(
  serve(getBrandSupport, async ({ params, request, store }) => {
    const brand = await findPublishedBrand(store.read, params.account)
    if (!brand) throw accountNotFound(crossOriginHeaders)
    const at = now()
    const body = cache.take(JSON.stringify([brand.support, brand.hours]), at, () => {
      const answer = toBrandSupportResponse(brand, at)
      return { text: JSON.stringify(answer), until: validUntil(answer) }
    })
    return publishedResponse(request, body, { at, varies: 'accept-encoding', headers: jsonHeaders })
  }),
  { method: 'OPTIONS', endpoint: async () => new Response(null, { status: 204, headers: preflightHeaders }) },
)
