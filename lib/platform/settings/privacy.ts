import type { Locale } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import type { Settings } from './schema.ts'

/** The programme's own privacy notice, or a link to it: `href` is null if `text` is the notice itself. */
export type Privacy = { text: string; locale: Locale; href: string | null }

/** The admins' notice in a language, else in another; null if there is none. */
export function privacyIn(
  settings: Pick<Settings, 'privacyEn' | 'privacyIt'>,
  reader: Locale,
): Privacy | null {
  const texts: Partial<Record<Locale, string>> = { en: settings.privacyEn, it: settings.privacyIt }
  const locale = [reader, ...locales].find((one) => texts[one])
  const text = locale && texts[locale]
  if (!text) return null
  return { text, locale, href: isWebAddress(text) ? text : null }
}

const isWebAddress = (text: string): boolean => /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
