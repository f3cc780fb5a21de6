import { auditEntries } from '#/db/schema/record.ts'
import { afterCommit, type Writer } from '#/db/store/store.ts'
import { logEvent } from '#/lib/platform/log/log.ts'
import { currentOrigin } from '#/lib/platform/log/origin.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import type { AuditAction } from './actions.ts'

export type AuditEntry = {
  actorId: string | null
  /** The event source whose key was used. */
  sourceId?: string | null
  accountId?: string | null
  action: AuditAction
  subjectId?: string | null
  before?: unknown
  after?: unknown
}

/**
 * Records who did what to what, in the transaction that does it; origin.ts knows the client. `before` and `after` hold
 * what changed, as stored, so that the page can compare them.
 */
export async function writeAudit(tx: Writer, entry: AuditEntry): Promise<void> {
  const { action, actorId, sourceId = null, accountId = null, subjectId = null } = entry
  const { before = null, after = null } = entry
  const entryId = newId()
  const named = { action, actorId, sourceId, accountId, subjectId }
  await tx
    .insert(auditEntries)
    .values({ ...named, id: entryId, at: now(), before, after, address: currentOrigin() })
  afterCommit(() => logEvent('acted', { ...named, entryId }))
}
