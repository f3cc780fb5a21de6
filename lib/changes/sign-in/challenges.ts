import { createHmac, timingSafeEqual } from 'node:crypto'
import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm'
import { challenges } from '#/db/schema/people.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { Taken } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { challengeTtl, normaliseCode, wrongCodesAllowed } from '#/lib/identity/sessions/policy.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { hashSecret } from '#/lib/platform/values/ids.ts'

export type Challenge = typeof challenges.$inferSelect

/** Stores a challenge, hashed. The caller limits their number; `counted`: what to refund. */
export async function insertChallenge(
  tx: Writer,
  {
    code,
    token,
    ...challenge
  }: Pick<Challenge, 'id' | 'purpose' | 'email' | 'userId'> & {
    code: string
    token: string
    counted?: Taken[]
  },
): Promise<void> {
  const at = now()
  await tx.insert(challenges).values({
    counted: [],
    ...challenge,
    emailKey: addressKey(challenge.email),
    codeHash: hashCode(challenge.id, code),
    linkHash: hashSecret(token),
    createdAt: at,
    expiresAt: at + challengeTtl,
  })
}

/** The address of a challenge that is still usable; null when it has ended. */
export async function findChallengeAddress(
  read: Reader,
  challengeId: string,
  purpose: Challenge['purpose'],
): Promise<string | null> {
  return (await findUsable(read, challengeId, purpose))?.email ?? null
}

async function findUsable(read: Reader, id: string, purpose: Challenge['purpose']) {
  const isUsable = and(eq(challenges.id, id), eq(challenges.purpose, purpose), isUsableChallenge())
  const [usable] = await read.select().from(challenges).where(isUsable)
  return usable
}

type CheckedCode = { challenge: Challenge } | { triesLeft: number }

/**
 * Uses up the challenge if `typed` is its code. Otherwise counts the wrong try, so the caller must commit before
 * refusing (`refuseWrongCode`).
 * @throws AppError `challenge-ended`
 */
export async function checkCode(
  tx: Writer,
  challengeId: string,
  purpose: Challenge['purpose'],
  typed: string,
): Promise<CheckedCode> {
  const challenge = await findUsable(tx, challengeId, purpose)
  if (!challenge) throw new AppError('challenge-ended')
  const code = normaliseCode(typed)
  const right =
    code !== null &&
    timingSafeEqual(Buffer.from(hashCode(challengeId, code)), Buffer.from(challenge.codeHash))
  await tx
    .update(challenges)
    .set(right ? { usedAt: now() } : { wrongCodes: sql`${challenges.wrongCodes} + 1` })
    .where(eq(challenges.id, challengeId))
  return right ? { challenge } : { triesLeft: wrongCodesAllowed - challenge.wrongCodes - 1 }
}

/** @throws AppError `wrong-code` with its field, or `challenge-ended` after the last try */
export function refuseWrongCode<Result extends object>(
  checked: Result | { triesLeft: number },
  field = 'code',
): Result {
  if (!('triesLeft' in checked)) return checked
  logEvent('wrong-code', { left: checked.triesLeft })
  throw checked.triesLeft > 0 ? new AppError('wrong-code', {}, field) : new AppError('challenge-ended')
}

export function isUsableChallenge() {
  return and(
    isNull(challenges.usedAt),
    gt(challenges.expiresAt, now()),
    lt(challenges.wrongCodes, wrongCodesAllowed),
  )
}

/** Keyed, because 8 digits are quickly tried: reading the store does not reveal them. */
function hashCode(challengeId: string, code: string): string {
  return createHmac('sha256', env.AUTH_SECRET).update(`${challengeId}:${code}`).digest('hex')
}
