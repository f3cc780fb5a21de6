import {
  type AnnouncementState,
  type AnnouncementText,
  type AnnouncementTexts,
  type PlannedOutcome,
  type TextPart,
  textParts,
} from '#/db/words/announcements.ts'
import type { NoticeTranslations } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { planFirst, type Recipient, type RoutePlan } from '#/lib/notices/routing/routing.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'

/** States that allow changes. A change returns the announcement to draft, because staff must preview what they send. */
export const editableStates: readonly AnnouncementState[] = ['draft', 'freezing', 'ready']

/** The recipients of this plan, or the reason why it reaches nobody. */
export function planOutcome(plan: RoutePlan): { planned: PlannedOutcome; recipients: Recipient[] } {
  if (plan.silence !== null) return { planned: 'paused', recipients: [] }
  const { recipients } = planFirst(plan)
  if (recipients.length > 0) return { planned: 'reaches', recipients }
  const isAnybodyNamed = plan.steps.some(({ recipients }) => recipients.length > 0)
  return { planned: isAnybodyNamed ? 'bouncing' : 'missing', recipients: [] }
}

/** Languages that have every text that any language has. */
export function listCompleteLanguages(texts: AnnouncementTexts): Locale[] {
  const written = writtenIn(texts)
  const parts = textParts.filter((part) => written.some((locale) => texts[locale]?.[part]))
  return written.filter((locale) => parts.every((part) => texts[locale]?.[part]))
}

/**
 * The notice's words in the account's language if written, else in the other, and the other as translation. A missing
 * text comes from the other language. @throws Error without any text
 */
export function textsFor(
  texts: AnnouncementTexts,
  accountLocale: Locale,
): AnnouncementText & { translations: NoticeTranslations } {
  const written = writtenIn(texts)
  const own = written.includes(accountLocale) ? accountLocale : written[0]
  if (!own) throw new Error('The announcement has no text.')
  const others = written.filter((locale) => locale !== own)
  const translations: NoticeTranslations = Object.fromEntries(
    others.map((locale) => [locale, { ...textFor(texts, locale), ...borrowingOf(texts, locale) }]),
  )
  translations[own] = borrowingOf(texts, own)
  return { ...textFor(texts, own), translations }
}

function writtenIn(texts: AnnouncementTexts): Locale[] {
  return locales.filter((locale) => texts[locale] !== undefined)
}

function textFor(texts: AnnouncementTexts, reader: Locale): AnnouncementText {
  const find = (part: TextPart) => texts[languageOf(texts, part, reader)]?.[part] ?? ''
  return Object.fromEntries(textParts.map((part) => [part, find(part)])) as AnnouncementText
}

/** The language of a part for a reader: their own if written, else another that has it. */
function languageOf(texts: AnnouncementTexts, part: TextPart, reader: Locale): Locale {
  return [reader, ...locales].find((locale) => texts[locale]?.[part]) ?? reader
}

/** The parts borrowed from another language. */
function borrowingOf(
  texts: AnnouncementTexts,
  reader: Locale,
): { borrowed?: { [part in TextPart]?: Locale } } {
  const taken = textParts.flatMap((part) => {
    const language = languageOf(texts, part, reader)
    return language === reader ? [] : [[part, language] as const]
  })
  return taken.length > 0 ? { borrowed: Object.fromEntries(taken) } : {}
}
