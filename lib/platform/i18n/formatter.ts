import { getLocale, getTimeZone } from 'next-intl/server'
import { cache } from 'react'
import { createFormatter } from 'use-intl/core'
import type { Locale } from '#/db/words/people.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'

/** Dates, numbers and lists in the reader's zone. next-intl's own would write English dates the American way. */
export const getFormatter = cache(async () => {
  // The formatter takes any language tag; its type only has the languages of the texts.
  const locale = dateTag(await getLocale()) as Locale
  return createFormatter({ locale, timeZone: await getTimeZone() })
})

/** The reader's time zone as a sentence names it: "Rome time". */
export const nameReaderZone = cache(async () => nameZone(await getTimeZone(), await getLocale()))
