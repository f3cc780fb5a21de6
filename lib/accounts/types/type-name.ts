import type { Locale, Translated } from '#/db/words/people.ts'
import { fallbackLocale } from '#/lib/platform/i18n/languages.ts'

/** An integration type's name in a language, else in English. */
export function nameType({ id, names }: { id: string; names: Translated }, locale: Locale): string {
  return names[locale] ?? names[fallbackLocale] ?? id
}
