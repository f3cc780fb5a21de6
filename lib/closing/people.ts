import { and, eq, gt, inArray, isNull, ne, or } from 'drizzle-orm'
import {
  challenges,
  invitations,
  memberships,
  passkeyChallenges,
  passkeys,
  sessions,
  staff,
  users,
} from '#/db/schema/people.ts'
import type { Reader, Writer } from '#/db/store/index.ts'
import { writeAudit } from '#/lib/audit/commands.ts'
import { deleteEntriesOfPerson } from '#/lib/audit/forget.ts'
import { now } from '#/lib/clock.ts'
import { isPending } from '#/lib/invitations/queries.ts'
import { erasedWord } from '#/lib/personal/word.ts'

type Person = Pick<typeof users.$inferSelect, 'id' | 'emailKey'>

/** Whether a person belongs to anything but, where given, the account that is being deleted: an account, the staff, an open invitation. */
export async function hasPlace(read: Reader, person: Person, besides = ''): Promise<boolean> {
  const joined = and(eq(memberships.userId, person.id), ne(memberships.accountId, besides))
  if ((await read.$count(memberships, joined)) > 0) return true
  if ((await read.$count(staff, eq(staff.userId, person.id))) > 0) return true
  const invited = and(
    eq(invitations.emailKey, person.emailKey),
    ne(invitations.accountId, besides),
    isPending(),
    gt(invitations.expiresAt, now()),
  )
  return (await read.$count(invitations, invited)) > 0
}

/**
 * Forgets a person who belongs to nothing any more: their sessions, keys and sign-in records go, and their row says no more than
 * that there was somebody, whom cases and revisions of other accounts may still name.
 */
export async function forgetPerson(tx: Writer, { id, emailKey }: Person): Promise<void> {
  await tx.delete(passkeyChallenges).where(eq(passkeyChallenges.userId, id))
  await tx.delete(passkeys).where(eq(passkeys.userId, id))
  await tx.delete(sessions).where(eq(sessions.userId, id))
  await tx.delete(challenges).where(or(eq(challenges.userId, id), eq(challenges.emailKey, emailKey)))
  await deleteEntriesOfPerson(tx, id)
  await tx
    .update(users)
    .set({
      email: erasedWord,
      emailKey: `${erasedWord}:${id}`,
      name: '',
      locale: null,
      timeZone: null,
      theme: 'system',
      erasedAt: now(),
    })
    .where(eq(users.id, id))
  await writeAudit(tx, { actorId: null, action: 'user.forgotten', subjectId: id })
}

/** These people, of whom something is still known. */
export async function listKnown(read: Reader, ids: readonly string[]): Promise<Person[]> {
  return read
    .select({ id: users.id, emailKey: users.emailKey })
    .from(users)
    .where(and(inArray(users.id, [...ids]), isNull(users.erasedAt)))
}
