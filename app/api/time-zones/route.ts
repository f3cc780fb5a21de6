import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'
import { listZoneChoices } from '#/lib/platform/i18n/zone-choices.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'
import type { ZoneResponse } from '#/lib/platform/values/zone-search.ts'

export const dynamic = 'force-dynamic'

/** Clocks change at full hours, and an answer may be old for as long again. */
const maxAge = 3600

const cache = new Map<Locale, { since: number; body: string }>()

/**
 * The time zones with their names in the language `?lang=`, for the zone field once somebody enters it. Not an operation
 * of the API: it says nothing of the portal, and needs no key.
 */
export function GET(request: Request): Response {
  if (env.WORKER === 'only') return new Response(null, { status: 404 })
  const asked = new URL(request.url).searchParams.get('lang')
  return new Response(readBody(isLocale(asked) ? asked : 'en'), {
    headers: { 'content-type': 'application/json', 'cache-control': `public, max-age=${maxAge}` },
  })
}

function readBody(locale: Locale): string {
  const since = Math.floor(now() / hour)
  const cached = cache.get(locale)
  if (cached?.since === since) return cached.body
  const { results, none } = messagesIn(locale).zones
  const body = JSON.stringify({ zones: listZoneChoices(locale), results, none } satisfies ZoneResponse)
  cache.set(locale, { since, body })
  return body
}
