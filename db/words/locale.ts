/** The languages of every page and mail (product.md). */
export const locales = ['en', 'it'] as const
export type Locale = (typeof locales)[number]

/** The conventions of dates in words: English as in Europe, the day first. */
export const dateLanguages: Record<Locale, string> = { en: 'en-GB', it: 'it-IT' }

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}
