import { and, eq } from 'drizzle-orm'
import { passkeys, sessions, staff } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { env, findRelyingParty } from '#/env.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findMissingProof, type MissingProof } from './policy.ts'
import { countPasskeys } from './queries.ts'

/**
 * The step that this person must do before they can add or remove passkeys, and how many they have, from the store.
 * @throws AppError `signed-out`
 */
export async function readProof(
  read: Reader,
  actor: Actor,
  at = now(),
): Promise<{ missing: MissingProof | null; isStaff: boolean; passkeys: number }> {
  const [row] = await read
    .select({
      startedAt: sessions.createdAt,
      endedAt: sessions.endedAt,
      passkeyAt: sessions.passkeyAt,
      passkeyId: passkeys.id,
      role: staff.role,
    })
    .from(sessions)
    .leftJoin(staff, eq(staff.userId, sessions.userId))
    .leftJoin(passkeys, and(eq(passkeys.id, sessions.passkeyId), eq(passkeys.userId, sessions.userId)))
    .where(and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.user.id)))
  if (!row || row.endedAt !== null) throw new AppError('signed-out')
  const isStaff = row.role !== null
  const count = await countPasskeys(read, actor.user.id)
  const passkeyAt = row.passkeyId === null ? null : row.passkeyAt
  const missing = findMissingProof({ isStaff, passkeys: count, startedAt: row.startedAt, passkeyAt }, at)
  return { missing, isStaff, passkeys: count }
}

/** As `readProof`. @throws AppError `passkey-proof` if a step is missing, `signed-out` */
export async function assertProof(read: Reader, actor: Actor, at = now()) {
  const proof = await readProof(read, actor, at)
  if (proof.missing !== null) throw new AppError('passkey-proof')
  return proof
}

/** The relying party of our passkeys. @throws AppError `passkeys-nowhere` if browsers have none at this address */
export function assertRelyingParty() {
  const party = findRelyingParty(env.APP_URL)
  if (!party) throw new AppError('passkeys-nowhere')
  return party
}
