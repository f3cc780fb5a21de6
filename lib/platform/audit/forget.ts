import { and, eq, inArray, isNull, like, or } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/store.ts'
import { auditActions } from './actions.ts'

/**
 * What is deleted of the audit log (decision 036) is what was signed in long ago, and what is said of accounts
 * (lib/privacy/personal-data/data-rules.ts) and people who are gone. Nothing changes an entry.
 */

const signInActions = Object.keys(auditActions).filter((action) => action.startsWith('session.'))

/**
 * Whether an entry says who signed in, from where, and until when: such are kept as long as sign-in records (product.md, Personal
 * data). Each action by its name, which with its time is found by an index; how they begin would be looked for in all that is old.
 */
export const isSignInRecord = inArray(auditEntries.action, signInActions)

/**
 * Deletes what is said of a person who is forgotten, and of no account: their sign-ins, changes of their address and name, and what
 * became of their passkeys, whose names are theirs.
 */
export async function deleteEntriesOfPerson(tx: Writer, userId: string): Promise<void> {
  for (const whose of [auditEntries.actorId, auditEntries.subjectId]) {
    const own = or(isSignInRecord, like(auditEntries.action, 'user.%'), like(auditEntries.action, 'passkey%'))
    await tx.delete(auditEntries).where(and(eq(whose, userId), isNull(auditEntries.accountId), own))
  }
}
