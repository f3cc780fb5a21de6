import { match } from '@formatjs/intl-localematcher'
import Negotiator from 'negotiator'
import type { Locale } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

/** The best of our languages for an `Accept-Language` header (RFC 9110, 12.5.4); English if none fits. */
export function negotiateLocale(acceptLanguage: string | null): Locale {
  const wanted = new Negotiator({ headers: { 'accept-language': (acceptLanguage ?? '').slice(0, 500) } })
    .languages()
    .filter((tag) => tag !== '*' && isLanguageTag(tag))
  return match(wanted, locales, 'en') as Locale
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}
