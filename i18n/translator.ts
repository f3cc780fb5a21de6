import { createTranslator } from 'use-intl/core'
import type { Locale } from '#/lib/locale.ts'
import { type Messages, messages } from './messages.ts'

/** The texts of one feature in one language, for mails and other places without a request. */
export function translatorFor<Feature extends keyof Messages>(locale: Locale, feature: Feature) {
  return createTranslator({ locale, messages: messages[locale], namespace: feature })
}
