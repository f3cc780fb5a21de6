import { isId } from '#/lib/platform/values/id-shape.ts'

export const slugLimits = { shortest: 2, longest: 50 } as const

/** Words that are, or may become, parts of the portal's addresses beside an account's. */
const reserved = new Set(
  'account accounts acknowledge admin all api brand brands configuration confirm dev help import imports invitations new none notices null onboarding public settings sign-in sign-out staff static support undefined www'.split(
    ' ',
  ),
)

type SlugProblem = 'slug-format' | 'slug-reserved'

/** Reads the id or slug by which a sender names an account; null for anything else. */
export function parseAccountKey(named: string): { id: string } | { slug: string } | null {
  if (isId(named)) return { id: named.toLowerCase() }
  return /^[a-z0-9-]{1,100}$/.test(named) ? { slug: named } : null
}

/** Why this cannot be an account's slug; null if it can. The API reads anything shaped like an id as an id. */
export function findSlugProblem(slug: string): SlugProblem | null {
  if (!/^[a-z0-9][a-z0-9-]{0,48}[a-z0-9]$/.test(slug)) return 'slug-format'
  if (reserved.has(slug) || isId(slug)) return 'slug-reserved'
  return null
}

/** Suggests a slug for an account's name: plain letters and digits, words joined by hyphens. It may be too short. */
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
