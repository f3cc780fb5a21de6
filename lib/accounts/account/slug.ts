import { isId } from '#/lib/platform/values/id-shape.ts'

export const slugLimits = { shortest: 2, longest: 50 } as const

/** Words that are, or may become, rooms of the portal beside an account's. */
const reserved = new Set(
  'account accounts acknowledge admin all api brand brands configuration confirm dev help import imports invitations new none notices null onboarding public settings sign-in sign-out staff static support undefined www'.split(
    ' ',
  ),
)

export type SlugProblem = 'slug-format' | 'slug-reserved'

/** What a sender calls an account by: its id, or its short name; null for what can be neither. */
export function parseAccountKey(named: string): { id: string } | { slug: string } | null {
  if (isId(named)) return { id: named.toLowerCase() }
  return /^[a-z0-9-]{1,100}$/.test(named) ? { slug: named } : null
}

/** Why this cannot be an account's short name in URLs; null where it can. What looks like an id is an id to the API. */
export function findSlugProblem(slug: string): SlugProblem | null {
  if (!/^[a-z0-9][a-z0-9-]{0,48}[a-z0-9]$/.test(slug)) return 'slug-format'
  if (reserved.has(slug) || isId(slug)) return 'slug-reserved'
  return null
}

/** A short name made from an account's name: plain letters and digits, words joined by hyphens. May be too short. */
export function suggestSlug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, slugLimits.longest)
    .replace(/-$/, '')
}
