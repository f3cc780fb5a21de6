import { desc, eq } from 'drizzle-orm'
import { contactRevisions } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { RevisionCause } from '#/db/words/accounts.ts'

/**
 * The current revision, without its content. `by`: the person who saved it, or the address that said "This is not me" if
 * `cause` is `refused`; empty if the person is no longer known. `at`: milliseconds UTC.
 */
export type LastRevision = { version: number; cause: RevisionCause; by: string; at: number }

/** The last revision of an account; null if there is none. */
export async function findLastRevision(read: Reader, accountId: string): Promise<LastRevision | null> {
  const [found] = await read
    .select({
      version: contactRevisions.version,
      cause: contactRevisions.cause,
      at: contactRevisions.savedAt,
      refused: contactRevisions.refusedAddress,
      name: users.name,
      email: users.email,
    })
    .from(contactRevisions)
    .leftJoin(users, eq(users.id, contactRevisions.savedBy))
    .where(eq(contactRevisions.accountId, accountId))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  if (!found) return null
  const { version, cause, at, refused, name, email } = found
  return { version, cause, at, by: refused || name || email || '' }
}
