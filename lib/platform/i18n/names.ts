import type { Weekday } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'

/** A language's name as the reader's language writes it within a sentence: "Italian", "inglese". */
export function languageName(language: Locale, locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language
}

const weekdayNames = new Map<string, string>()

/** A weekday's name as the language writes it within a sentence. */
export function weekdayName(day: Weekday, locale: Locale, length: 'short' | 'long'): string {
  const key = `${locale} ${length} ${day}`
  const known = weekdayNames.get(key)
  if (known !== undefined) return known
  // Creating a format costs more than the rest of a sentence, and a week has many.
  const format = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' })
  const name = format.format(Date.UTC(2024, 0, day))
  weekdayNames.set(key, name)
  return name
}

/** Starts a line with a capital. */
export function capitalise(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** For use within a sentence: "Accepted" becomes "accepted". */
export function lowerFirst(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleLowerCase(locale) + text.slice(1)
}
