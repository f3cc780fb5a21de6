import type { Locale } from '#/db/words/people.ts'

/** An integration type's name in a language; admins write English and Italian, and others read English. */
export function nameType({ nameEn, nameIt }: { nameEn: string; nameIt: string }, locale: Locale): string {
  return locale === 'it' ? nameIt : nameEn
}
