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
/** The purpose of a challenge and its owner: a session and its person, or the browser that got its id. */
type Bound = Pick<PasskeyChallenge, 'purpose' | 'userId' | 'sessionId'>

/** Makes a challenge of 256 random bits (WebAuthn, 13.4.3). `counted`: the limits' points for it. */
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
 * Uses up the challenge of an answer, whatever the outcome, so that a second answer finds none. `id`: the browser's
 * challenge, without a session.
 * @throws AppError `passkey-late` if none can be answered any more
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
