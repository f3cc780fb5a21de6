import type { Locale } from '#/db/words/people.ts'
import { isLocale } from '#/lib/platform/i18n/languages.ts'
import { negotiateLocale } from '#/lib/platform/i18n/locale-negotiation.ts'
import { BoundedMap } from '#/lib/platform/values/bounded-map.ts'
import { canonicalZone } from '#/lib/platform/values/zones.ts'
import type { BrandAsk } from './view.ts'

/** Remembers answers that take longer than the rest of the page. */
const mostKnown = 1000
const longestKnown = 100

function remember<Answer>(find: (asked: string) => Answer): (asked: string) => Answer {
  const known = new BoundedMap<string, Answer>(mostKnown)
  return (asked) => {
    const found = known.get(asked)
    if (found !== undefined) return found
    const answer = find(asked)
    if (asked.length <= longestKnown) known.set(asked, answer)
    return answer
  }
}

const findZone = remember(canonicalZone)
const findLocale = remember<Locale>(negotiateLocale)

/** Reads a visitor's request: `?zone=` by any past name, and `?lang=`, else their browser's language. */
export function parseBrandRequest(request: Request): BrandAsk {
  const query = new URL(request.url).searchParams
  // No zone has a space in its name: one inside is an unencoded plus (`Etc/GMT+5`).
  const named = query.get('zone')?.trim().replaceAll(' ', '+') ?? ''
  const zone = findZone(named)
  const lang = query.get('lang')
  const localeAsked = isLocale(lang)
  return {
    zone,
    unknownZone: named !== '' && zone === null,
    locale: localeAsked ? lang : findLocale(request.headers.get('accept-language') ?? ''),
    localeAsked,
  }
}
