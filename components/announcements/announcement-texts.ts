import { getLocale, getTranslations } from 'next-intl/server'
import type { AnnouncementTexts } from '#/db/words/announcements.ts'
import type { Locale } from '#/db/words/people.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import { cutAt } from '#/lib/platform/values/characters.ts'

/** The announcement's summary in the reader's language, else in the other one. */
export async function nameAnnouncement(texts: AnnouncementTexts): Promise<string> {
  const text = texts[await getLocale()] ?? Object.values(texts)[0]
  return text ? cutAt(text.summary, 160) : (await getTranslations('announcements'))('unnamed')
}

export function calendarPathOf(id: string): string {
  return `/admin/announcements/${id}/calendar.ics`
}

/** The language of that summary, for the `lang` attribute. */
export async function languageOfName(texts: AnnouncementTexts): Promise<Locale> {
  const reader = await getLocale()
  return [reader, ...locales].find((locale) => texts[locale]) ?? reader
}
