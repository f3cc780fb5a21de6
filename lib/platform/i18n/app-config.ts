import type {} from 'next-intl'
import type { Locale } from '#/db/words/people.ts'
import type { Messages } from './messages.ts'

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale
    Messages: Messages
  }
}
