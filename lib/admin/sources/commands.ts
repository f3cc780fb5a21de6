import { and, eq, isNull } from 'drizzle-orm'
import { eventSources } from '#/db/schema/notices.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import type { KeyScope } from '#/db/words/people.ts'
import { endSourceInvitationsBy } from '#/lib/changes/effects/end-invitations.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdminGrant } from '#/lib/identity/access/staff-grants.ts'
import { hintLength, newSourceKey } from '#/lib/identity/keys/policy.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { hashSecret, newId } from '#/lib/platform/values/ids.ts'

/** `id`: made with the form, so that sending the form twice adds one source. */
export type NewSource = {
  id?: string
  name: string
  scopes: KeyScope[]
  defaultCategory?: NoticeCategory | null
  accountLabel?: string
  internalLinks?: boolean
  expiresAt?: number | null
}

/**
 * Adds a source and answers its key, once only: the store keeps a hash.
 * @throws AppError `source-made` if this id exists, as `reauthoriseStaff`
 */
export function addSource(store: Store, grant: AdminGrant, given: NewSource) {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    return insertSource(tx, given, actor.user.id)
  })
}

/** As `addSource`, for the command line and the demo, which need no grant. */
export async function insertSource(tx: Writer, given: NewSource, actorId: string | null) {
  const { id = newId(), name, scopes } = given
  if ((await tx.$count(eventSources, eq(eventSources.id, id))) > 0) throw new AppError('source-made')
  const key = newSourceKey()
  const source = {
    name,
    scopes,
    defaultCategory: given.defaultCategory ?? null,
    accountLabel: given.accountLabel || 'account',
    internalLinks: given.internalLinks ?? false,
    expiresAt: given.expiresAt ?? null,
  }
  await tx.insert(eventSources).values({
    ...source,
    id,
    keyHash: hashSecret(key),
    hint: key.slice(-hintLength),
    createdBy: actorId,
    createdAt: now(),
  })
  await writeAudit(tx, { actorId, action: 'source.added', subjectId: id, after: source })
  return { id, key }
}

/** Revokes a source's key and its invitations at once; twice is harmless. @throws AppError `not-found` */
export function revokeSource(store: Store, grant: AdminGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'admin')
    await endSource(tx, id, actor.user.id)
  })
}

/** As `revokeSource`, for the command line and the demo. @throws AppError `not-found` */
export async function endSource(tx: Writer, id: string, actorId: string | null): Promise<void> {
  const [source] = await tx.select().from(eventSources).where(eq(eventSources.id, id))
  if (!source) throw new AppError('not-found')
  const [revoked] = await tx
    .update(eventSources)
    .set({ revokedAt: now() })
    .where(and(eq(eventSources.id, id), isNull(eventSources.revokedAt)))
    .returning({ id: eventSources.id })
  if (!revoked) return
  await endSourceInvitationsBy(tx, id, actorId)
  await writeAudit(tx, { actorId, action: 'source.revoked', subjectId: id, before: { name: source.name } })
}
