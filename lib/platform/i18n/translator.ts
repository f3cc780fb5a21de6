import { createTranslator } from 'use-intl/core'
import type { Locale } from '#/db/words/people.ts'
import { type Messages, messagesIn } from './messages.ts'

/** One translator per feature and language, since each keeps the messages it has read. */
const translators = new Map<string, unknown>()

/** The texts of one feature in one language, for mails and other code without a request. */
export function translatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  const key = `${locale} ${feature}`
  const known = translators.get(key) ?? createTranslatorFor(locale, feature)
  translators.set(key, known)
  // The map holds each under its own name.
  return known as ReturnType<typeof createTranslatorFor<Feature>>
}

function createTranslatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  return createTranslator({ locale, messages: messagesIn(locale), namespace: feature })
}
