import type { ContactInformation, IntegrationState } from '#/db/words/accounts.ts'

/** The states in which we publish an account's brand support (notices.md, The rest of the API). */
export const publishedStates: readonly IntegrationState[] = ['live', 'paused']

/** Whether an account's support is public: it is live or paused, and has one. */
export function isPublished(state: IntegrationState, contacts: ContactInformation | null): boolean {
  return publishedStates.includes(state) && Boolean(contacts?.['brand-support'])
}

/** The path of an account's brand page. */
export function brandPagePath(slug: string): string {
  return `/brands/${slug}`
}
