import type { Locale } from '#/db/words/people.ts'

/** An integration type's name in a language. */
export function nameType(type: { nameEn: string; nameIt: string }, locale: Locale): string {
  return locale === 'it' ? type.nameIt : type.nameEn
}
