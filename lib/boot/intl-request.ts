import { getRequestConfig } from 'next-intl/server'
import { currentLocale, currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { messages } from '#/lib/platform/i18n/messages.ts'

export default getRequestConfig(async () => {
  const locale = await currentLocale()
  return { locale, messages: messages[locale], timeZone: await currentTimeZone() }
})
