import type { NextRequest } from 'next/server'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { createBodyCache, publishedResponse } from '#/lib/accounts/brand-page/answer.ts'
import { renderRefusal } from '#/lib/accounts/brand-page/frame.ts'
import { pageHeaders, pageHeadersWith } from '#/lib/accounts/brand-page/headers.ts'
import { renderBrandPage } from '#/lib/accounts/brand-page/page.ts'
import { findPublishedBrand } from '#/lib/accounts/brand-page/queries.ts'
import { brandAccentStyle } from '#/lib/accounts/brand-page/style.ts'
import { parseBrandRequest } from '#/lib/accounts/brand-page/view.ts'
import { statusOfFailure, storeRetryAfter } from '#/lib/api/http/failure.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { accentOf } from '#/lib/platform/look/accent.ts'
import { logoOf } from '#/lib/platform/look/logo.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { getStore } from '#/lib/platform/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** Room for a few hundred pages. */
const cache = createBodyCache(16 * 1024 * 1024)

type Context = { params: Promise<{ account: string }> }

/** The public page of a brand's support, by its account's slug. It checks the store each time and caches the HTML. */
export async function brandPageResponse(request: NextRequest, { params }: Context): Promise<Response> {
  const options = parseBrandRequest(request)
  try {
    const { account } = await params
    const { read } = await getStore()
    const brand = env.WORKER === 'only' ? null : await findPublishedBrand(read, account)
    // An account has one page: its id does not lead there.
    if (brand?.slug !== account) return refuse(request, 404, options.locale)
    const settings = await readSettings(read)
    const look = {
      programmeName: settings.programmeName,
      accent: accentOf(settings),
      logo: logoOf(settings, { width: 160, height: 32 }),
    }
    const at = now()
    const body = cache.take(JSON.stringify([brand, options, look]), at, () =>
      renderBrandPage({ brand, options, at, appUrl: env.APP_URL, look }),
    )
    return publishedResponse(request, body, {
      at,
      varies: 'accept-language, accept-encoding',
      headers: {
        ...pageHeadersWith(brandAccentStyle(look.accent), look.logo !== null),
        'content-language': options.locale,
      },
    })
  } catch (error) {
    logFault(error, 'brand page failed')
    return refuse(request, statusOfFailure(error), options.locale)
  }
}

export function refuseMethod(): Response {
  return new Response(null, {
    status: 405,
    headers: { ...pageHeaders, allow: 'GET, HEAD', 'cache-control': 'no-store' },
  })
}

/** The same response for all missing pages, so that it reveals nothing about unpublished accounts. */
function refuse(request: Request, status: 404 | 500 | 503, locale: Locale): Response {
  const body = renderRefusal(status === 404 ? 'notFound' : 'failure', locale)
  return new Response(request.method === 'HEAD' ? null : body, {
    status,
    headers: {
      ...pageHeaders,
      'content-language': locale,
      'cache-control': status === 404 ? 'public, max-age=30' : 'no-store',
      vary: 'accept-language',
      ...(status === 503 && { 'retry-after': String(storeRetryAfter) }),
    },
  })
}
