import { and, eq } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { passkeys as passkeyRows, sessions, staff } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { findRelyingParty } from '#/environment.ts'
import type { PasskeyDemand } from '#/lib/identity/access/staff-grants.ts'
import type { Actor } from '#/lib/identity/sessions/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { findMissingProof, type MissingProof, mustShow, provesPerson } from './policy.ts'
import { listPasskeys, type Passkey } from './queries.ts'

type Proof = {
  missing: MissingProof | null
  isStaff: boolean
  passkeys: Passkey[]
  /** Whether one of the passkeys has to be shown. */
  mustShow: boolean
}

/**
 * The step that this person must do before they can add or remove passkeys, and the passkeys they have, from the store.
 * @throws AppError `signed-out`
 */
export async function readProof(
  read: Reader,
  actor: Actor,
  { at = now(), demand = env.STAFF_PASSKEYS }: { at?: number; demand?: PasskeyDemand } = {},
): Promise<Proof> {
  const [row] = await read
    .select({
      startedAt: sessions.createdAt,
      ...pick(sessions, 'method', 'endedAt', 'passkeyAt'),
      passkeyId: passkeyRows.id,
      role: staff.role,
    })
    .from(sessions)
    .leftJoin(staff, eq(staff.userId, sessions.userId))
    .leftJoin(
      passkeyRows,
      and(eq(passkeyRows.id, sessions.passkeyId), eq(passkeyRows.userId, sessions.userId)),
    )
    .where(and(eq(sessions.id, actor.sessionId), eq(sessions.userId, actor.user.id)))
  if (!row || row.endedAt !== null) throw new AppError('signed-out')
  const isStaff = row.role !== null
  const passkeys = await listPasskeys(read, actor.user.id)
  const shown = passkeys.filter((passkey) =>
    mustShow(passkey, { here: currentHost(), isStaff, demand }),
  ).length
  const passkeyAt = row.passkeyId === null ? null : row.passkeyAt
  const proves = provesPerson(row.method, { isStaff, demand })
  const missing = findMissingProof({ passkeys: shown, startedAt: row.startedAt, passkeyAt, proves }, at)
  return { missing, isStaff, passkeys, mustShow: shown > 0 }
}

/** As `readProof`. @throws AppError `passkey-proof` if a step is missing, `signed-out` */
export async function assertProof(read: Reader, actor: Actor, as: Parameters<typeof readProof>[2] = {}) {
  const proof = await readProof(read, actor, as)
  if (proof.missing !== null) throw new AppError('passkey-proof')
  return proof
}

/** The name that our passkeys are bound to; null if browsers have none at this address. */
export function currentHost(): string | null {
  return findRelyingParty(env.APP_URL)?.id ?? null
}

/** The relying party of our passkeys. @throws AppError `passkeys-nowhere` if browsers have none at this address */
export function assertRelyingParty() {
  const party = findRelyingParty(env.APP_URL)
  if (!party) throw new AppError('passkeys-nowhere')
  return party
}
