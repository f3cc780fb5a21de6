import { and, eq, isNull } from 'drizzle-orm'
import { eventSources, sourceKeys } from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import { revokeInvitationsByKey } from '#/lib/changes/effects/revoke-invitations.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { hintLength, maxUsableKeys, newSourceKey, usableKeys } from '#/lib/identity/keys/policy.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'

/** `id`: made with the form, so that sending the form twice adds one key. */
export type NewKey = { id?: string; sourceId: string; expiresAt?: number | null }

/**
 * Adds a key to a source and returns it, only once. The other valid key keeps working until it is revoked.
 * @throws AppError `not-found`, `two-keys` if the source has two valid keys, `key-made` if this id exists
 */
export function addKey(store: Store, grant: AdminGrant, given: NewKey): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    return insertKey(tx, given, actor.user.id)
  })
}

/** As `addKey`, for the command line, which needs no grant. */
export async function insertKey(tx: Writer, given: NewKey, actorId: string | null): Promise<string> {
  const { id = newId(), sourceId, expiresAt = null } = given
  await lockSource(tx, sourceId)
  const keys = await tx.select().from(sourceKeys).where(eq(sourceKeys.sourceId, sourceId))
  if (keys.some((key) => key.id === id)) throw new AppError('key-made')
  if (usableKeys({ keys }, now()).length >= maxUsableKeys) throw new AppError('two-keys')
  const { key, hint } = await writeKey(tx, { id, sourceId, expiresAt }, actorId)
  await writeAudit(tx, {
    actorId,
    action: 'source.key-added',
    subjectId: sourceId,
    after: { key: hint, expiresAt },
  })
  return key
}

/** Writes a new key; the store keeps its hash. */
export async function writeKey(
  tx: Writer,
  row: { id: string; sourceId: string; expiresAt: number | null },
  createdBy: string | null,
) {
  const key = newSourceKey()
  const hint = key.slice(-hintLength)
  await tx.insert(sourceKeys).values({ ...row, keyHash: hashSecret(key), hint, createdBy, createdAt: now() })
  return { key, hint }
}

/** Makes commands on the keys of one source follow one another. @throws AppError `not-found` */
export async function lockSource(tx: Writer, id: string) {
  const [source] = await tx.update(eventSources).set({ id }).where(eq(eventSources.id, id)).returning()
  if (!source) throw new AppError('not-found')
  return source
}

/** Revokes a key and the invitations sent with it at once; twice is harmless. @throws AppError `not-found` */
export function revokeKey(store: Store, grant: AdminGrant, keyId: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    await revokeKeyIn(tx, keyId, actor.user.id)
  })
}

/** As `revokeKey`, for the command line and the demo. @throws AppError `not-found` */
export async function revokeKeyIn(tx: Writer, keyId: string, actorId: string | null): Promise<void> {
  const [key] = await tx.select().from(sourceKeys).where(eq(sourceKeys.id, keyId))
  if (!key) throw new AppError('not-found')
  const source = await lockSource(tx, key.sourceId)
  const [revoked] = await tx
    .update(sourceKeys)
    .set({ revokedAt: now() })
    .where(and(eq(sourceKeys.id, keyId), isNull(sourceKeys.revokedAt)))
    .returning({ id: sourceKeys.id })
  if (!revoked) return
  await revokeInvitationsByKey(tx, keyId, actorId)
  const before = { name: source.name, key: key.hint }
  await writeAudit(tx, { actorId, action: 'source.key-revoked', subjectId: source.id, before })
}

/** Revokes every key of a source, for the demo. */
export async function revokeSourceKeys(tx: Writer, sourceId: string, actorId: string | null): Promise<void> {
  const keys = await tx
    .select({ id: sourceKeys.id })
    .from(sourceKeys)
    .where(and(eq(sourceKeys.sourceId, sourceId), isNull(sourceKeys.revokedAt)))
  for (const { id } of keys) await revokeKeyIn(tx, id, actorId)
}
