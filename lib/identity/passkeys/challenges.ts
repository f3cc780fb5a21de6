import { and, eq, gt, isNull } from 'drizzle-orm'
import { passkeyChallenges } from '#/db/schema/people.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { Taken } from '#/db/words/people.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId, newToken } from '#/lib/platform/values/ids.ts'
import { passkeyChallengeLife } from './policy.ts'
import { type Assertion, challengeIn, type Enrolment } from './schema.ts'

export type PasskeyChallenge = typeof passkeyChallenges.$inferSelect
/** What a challenge is for, and whose it is: of a session and its person, or of the browser that was given its id. */
type Bound = Pick<PasskeyChallenge, 'purpose' | 'userId' | 'sessionId'>

/** Makes a challenge: 256 random bits (WebAuthn, 13.4.3). `counted`: what limits took for it. */
export async function insertPasskeyChallenge(
  tx: Writer,
  bound: Bound,
  counted: Taken[] = [],
): Promise<PasskeyChallenge> {
  const at = now()
  const [made] = await tx
    .insert(passkeyChallenges)
    .values({
      ...bound,
      id: newId(),
      challenge: newToken(),
      counted,
      createdAt: at,
      expiresAt: at + passkeyChallengeLife,
    })
    .returning()
  if (!made) throw new Error('An inserted challenge was not returned.')
  return made
}

/**
 * Uses up the challenge that an answer says it answers, whatever becomes of the answer: a second one finds it gone. `id`: of the
 * browser's, where there is no session. @throws AppError `passkey-late` where there is none that can still be answered.
 */
export async function takePasskeyChallenge(
  store: Store,
  answer: Enrolment | Assertion,
  { id, purpose, userId, sessionId }: Bound & { id?: string },
): Promise<PasskeyChallenge> {
  const challenge = challengeIn(answer)
  if (challenge === null) throw new AppError('passkey-refused')
  const [taken] = await store.transact((tx) =>
    tx
      .update(passkeyChallenges)
      .set({ usedAt: now() })
      .where(
        and(
          eq(passkeyChallenges.challenge, challenge),
          eq(passkeyChallenges.purpose, purpose),
          id === undefined ? undefined : eq(passkeyChallenges.id, id),
          userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
          sessionId === null
            ? isNull(passkeyChallenges.sessionId)
            : eq(passkeyChallenges.sessionId, sessionId),
          isNull(passkeyChallenges.usedAt),
          gt(passkeyChallenges.expiresAt, now()),
        ),
      )
      .returning(),
  )
  if (!taken) throw new AppError('passkey-late')
  return taken
}
