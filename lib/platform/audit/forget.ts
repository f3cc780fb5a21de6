import { and, eq, inArray, isNull, like, lt, or, type SQL } from 'drizzle-orm'
import { auditEntries } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/store.ts'
import { auditActions } from './actions.ts'

/**
 * The only deletions of the audit log (decision 036): of what was signed in long ago, and of accounts and people who are gone.
 * None changes an entry, and each leaves the rest as it was.
 */

const signInActions = Object.keys(auditActions).filter((action) => action.startsWith('session.'))

/**
 * Whether an entry says who signed in, from where, and until when: such are kept as long as sign-in records (product.md, Personal
 * data). Each action by its name, which with its time is found by an index; how they begin would be looked for in all that is old.
 */
export const isSignInRecord = inArray(auditEntries.action, signInActions)

/** Deletes at most `most` sign-in records from before `before`; answers how many. */
export function deleteSignIns(tx: Writer, before: number, most: number): Promise<number> {
  return deleteSome(tx, and(lt(auditEntries.at, before), isSignInRecord), most)
}

/** Deletes at most `most` entries of an account that is being deleted; answers how many. */
export function deleteEntriesOf(tx: Writer, accountId: string, most: number): Promise<number> {
  return deleteSome(tx, eq(auditEntries.accountId, accountId), most)
}

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

async function deleteSome(tx: Writer, which: SQL | undefined, most: number): Promise<number> {
  const some = tx.select({ id: auditEntries.id }).from(auditEntries).where(which).limit(most)
  const gone = await tx
    .delete(auditEntries)
    .where(inArray(auditEntries.id, some))
    .returning({ id: auditEntries.id })
  return gone.length
}
