import type { Locale } from '#/db/words/people.ts'

/** An integration type's name in a language. */
export function nameType({ nameEn, nameIt }: { nameEn: string; nameIt: string }, locale: Locale): string {
  const names: Record<Locale, string> = { en: nameEn, it: nameIt }
  return names[locale]
}
