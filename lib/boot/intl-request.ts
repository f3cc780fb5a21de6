import { getRequestConfig } from 'next-intl/server'
import { currentLocale, currentTimeZone } from '#/lib/identity/sessions/current.ts'
import { messagesIn } from '#/lib/platform/i18n/messages.ts'

export default getRequestConfig(async () => {
  const locale = await currentLocale()
  return { locale, messages: messagesIn(locale), timeZone: await currentTimeZone() }
})
