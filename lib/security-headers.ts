import { env } from '#/env.ts'

/** Where people reach us by https, they do so for two years and for what lies below. */
export const transportSecurity: Readonly<Record<string, string>> = env.APP_URL.startsWith('https:')
  ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
  : {}
