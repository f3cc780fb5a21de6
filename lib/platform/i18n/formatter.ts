import { getLocale, getTimeZone } from 'next-intl/server'
import { cache } from 'react'
import { createFormatter } from 'use-intl/core'
import { dateLanguages, type Locale } from '#/db/words/locale.ts'

/** Dates, numbers and lists for whoever reads, in their zone. Not next-intl's own, which writes English dates as America does. */
export const getFormatter = cache(async () => {
  // Any language tag will do here; the type has those of the texts.
  const locale = dateLanguages[await getLocale()] as Locale
  return createFormatter({ locale, timeZone: await getTimeZone() })
})
