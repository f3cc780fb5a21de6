import { createTranslator } from 'use-intl/core'
import type { Locale } from '#/db/words/locale.ts'
import { type Messages, messages } from './messages.ts'

/** A translator keeps the messages it has read, so there is one of each. */
const translators = new Map<string, unknown>()

/** The texts of one feature in one language, for mails and other places without a request. */
export function translatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  const key = `${locale} ${feature}`
  const known = translators.get(key) ?? createTranslatorFor(locale, feature)
  translators.set(key, known)
  // Kept under its own name.
  return known as ReturnType<typeof createTranslatorFor<Feature>>
}

function createTranslatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  return createTranslator({ locale, messages: messages[locale], namespace: feature })
}
