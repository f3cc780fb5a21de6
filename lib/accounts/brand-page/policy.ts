import type { ContactInformation, IntegrationState } from '#/db/words/accounts.ts'

/** The states of an account whose brand's support is published (notices.md, The rest of the API). */
export const publishedStates: readonly IntegrationState[] = ['live', 'paused']

/** Whether anybody can read an account's support: it is live or paused, and has one. */
export function isPublished(state: IntegrationState, contacts: ContactInformation | null): boolean {
  return publishedStates.includes(state) && Boolean(contacts?.['brand-support'])
}

/** Where the brand page of an account is, below the portal's address. */
export function brandPagePath(slug: string): string {
  return `/brands/${slug}`
}
