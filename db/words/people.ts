/** The code of a language (BCP 47), such as `it`: the name of its folder in `messages`. */
export type Locale = string

/** One text in several languages. */
export type Translated = { [locale in Locale]?: string }

/** What a member may do in an account (product.md, People). */
export const memberRoles = ['owner', 'editor', 'viewer'] as const
export type MemberRole = (typeof memberRoles)[number]

export const staffRoles = ['support', 'admin'] as const
export type StaffRole = (typeof staffRoles)[number]

/** How much a person's tables show at once: one line a row, or as many as it takes. */
export const densities = ['compact', 'comfortable'] as const
export type Density = (typeof densities)[number]

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

/** Replaces an erased address or the name of its person (product.md, Personal data). */
export const erasedPlaceholder = 'erased'

/** Whether a stored address or name was erased. */
export function isErased(text: string): boolean {
  return text === erasedPlaceholder
}
