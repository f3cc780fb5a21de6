import { eq } from 'drizzle-orm'
import { challenges, passkeyChallenges, passkeys, sessions, users } from '#/db/schema/people.ts'
import type { Writer } from '#/db/store/store.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { erasedWord } from '#/lib/platform/values/erased.ts'

/**
 * Takes away what a person signs in with and is known by. Their row stays, since others refer to it, and says no more than that
 * there was somebody. Answers how many sessions and passkeys there were.
 */
export async function emptyPerson(tx: Writer, id: string): Promise<{ sessions: number; passkeys: number }> {
  await tx.delete(challenges).where(eq(challenges.userId, id))
  await tx.delete(passkeyChallenges).where(eq(passkeyChallenges.userId, id))
  const keys = await tx.delete(passkeys).where(eq(passkeys.userId, id)).returning({ id: passkeys.id })
  const ended = await tx.delete(sessions).where(eq(sessions.userId, id)).returning({ id: sessions.id })
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
  return { sessions: ended.length, passkeys: keys.length }
}
