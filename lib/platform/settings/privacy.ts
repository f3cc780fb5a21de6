import { type Locale, locales } from '#/db/words/locale.ts'
import type { Settings } from './schema.ts'

/** The programme's own words on privacy, or where they are: `href` is null where `text` is the notice itself. */
export type Privacy = { text: string; locale: Locale; href: string | null }

/** What admins set for readers of a language, else for those of another; null where nothing is set. */
export function privacyIn(
  settings: Pick<Settings, 'privacyEn' | 'privacyIt'>,
  reader: Locale,
): Privacy | null {
  const texts: Record<Locale, string> = { en: settings.privacyEn, it: settings.privacyIt }
  const locale = [reader, ...locales].find((one) => texts[one] !== '')
  if (locale === undefined) return null
  const text = texts[locale]
  return { text, locale, href: isWebAddress(text) ? text : null }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}
