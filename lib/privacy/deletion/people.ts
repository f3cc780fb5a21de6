import { and, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm'
import { challenges, invitations, memberships, staff, users } from '#/db/schema/people.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { isPending } from '#/lib/accounts/invitations/pending.ts'
import { deleteEntriesOfPerson } from '#/lib/platform/audit/forget.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { clearPerson } from '#/lib/privacy/erasure/clear-person.ts'

type Person = Pick<typeof users.$inferSelect, 'id' | 'emailKey'>

/** Whether a person is staff, or has a membership or an open invitation in an account other than `besides`. */
export async function isAffiliated(read: Reader, person: Person, besides = ''): Promise<boolean> {
  const joined = and(eq(memberships.userId, person.id), ne(memberships.accountId, besides))
  if ((await read.$count(memberships, joined)) > 0) return true
  if ((await read.$count(staff, eq(staff.userId, person.id))) > 0) return true
  const invited = and(
    eq(invitations.emailKey, person.emailKey),
    or(isNull(invitations.accountId), ne(invitations.accountId, besides)),
    isPending(),
    gt(invitations.expiresAt, now()),
  )
  return (await read.$count(invitations, invited)) > 0
}

/**
 * Anonymises a person who is no longer affiliated, and deletes their sign-in records. The row stays, because cases and
 * revisions of other accounts may name it.
 */
export async function anonymise(tx: Writer, { id, emailKey }: Person): Promise<void> {
  await tx.delete(challenges).where(eq(challenges.emailKey, emailKey))
  await deleteEntriesOfPerson(tx, id)
  await clearPerson(tx, id)
  await writeAudit(tx, { actorId: null, action: 'user.forgotten', subjectId: id })
}

/** Those of these people who are not yet erased. */
export async function listUnerased(read: Reader, ids: readonly string[]): Promise<Person[]> {
  return read
    .select({ id: users.id, emailKey: users.emailKey })
    .from(users)
    .where(and(inArray(users.id, [...ids]), isNull(users.erasedAt)))
}
