/** The languages of every page and mail (product.md). */
export const locales = ['en', 'it'] as const
export type Locale = (typeof locales)[number]

/** The conventions of dates in words: English as in Europe, the day first. */
export const dateLanguages: Record<Locale, string> = { en: 'en-GB', it: 'it-IT' }

export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value)
}

/** What a member may do in an account (product.md, People). */
export const memberRoles = ['owner', 'editor', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

export const staffRoles = ['support', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

export const keyScopes = [
  'events:write',
  'notices:read',
  'accounts:read',
  'accounts:write',
  'bounces:write',
  'metrics:read',
] as const

export type KeyScope = (typeof keyScopes)[number]

/** Points that a limit counted: their key, and the end of the span, `resetAt` (milliseconds UTC). */
export type Taken = { key: string; points: number; resetAt: number }
