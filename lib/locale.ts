/** The languages of every page and mail (product.md). */
export const locales = ['en', 'it'] as const
export type Locale = (typeof locales)[number]

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}
