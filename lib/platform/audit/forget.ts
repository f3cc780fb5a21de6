import { and, eq, inArray, isNull, like, or } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/store.ts'
import { auditActions } from './actions.ts'

/**
 * Deletes old sign-in entries (decision 036) and entries about deleted accounts
 * (lib/privacy/personal-data/data-rules.ts) and people. Nothing changes an entry.
 */

const signInActions = Object.keys(auditActions).filter((action) => action.startsWith('session.'))

/**
 * Whether an entry says who signed in, from where, and until when. Such entries are kept as long as sign-in records
 * (product.md, Personal data). The query lists each action, so that it uses the index of action and time.
 */
export const isSignInRecord = inArray(auditEntries.action, signInActions)

/** Deletes a forgotten person's entries that belong to no account: sign-ins, changes of address and name, passkeys. */
export async function deleteEntriesOfPerson(tx: Writer, userId: string): Promise<void> {
  for (const column of [auditEntries.actorId, auditEntries.subjectId]) {
    const own = or(isSignInRecord, like(auditEntries.action, 'user.%'), like(auditEntries.action, 'passkey%'))
    await tx.delete(auditEntries).where(and(eq(column, userId), isNull(auditEntries.accountId), own))
  }
}
