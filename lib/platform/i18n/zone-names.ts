import type { Locale } from '#/db/words/people.ts'
import { messagesIn, translatorFor } from './messages.ts'

/** The city of a time zone (IANA) as the language writes it; undefined if the texts have none. */
export function findCity(zone: string, locale: Locale): string | undefined {
  return find(messagesIn(locale).zones.cities, zone)
}

/**
 * A time zone as a sentence names it: "Rome time", "ora di Roma". UTC, and a zone whose city the texts do not have,
 * keep their own names.
 */
export function nameZone(zone: string, locale: Locale): string {
  const special = find(messagesIn(locale).zones.times, zone)
  if (special !== undefined) return special
  const city = findCity(zone, locale)
  return city === undefined || zone === 'UTC' ? zone : translatorFor(locale, 'zones')('time', { city })
}

function find(texts: Record<string, string>, zone: string): string | undefined {
  return Object.hasOwn(texts, zone) ? texts[zone] : undefined
}
