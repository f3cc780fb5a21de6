import { auditEntries } from '#/db/schema/record.ts'
import { chunksOf } from '#/db/store/list-query.ts'
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
export function writeAudit(tx: Writer, entry: AuditEntry): Promise<void> {
  return writeAudits(tx, [entry])
}

/** Records what one act did to several things, one entry each. */
export async function writeAudits(tx: Writer, entries: readonly AuditEntry[]): Promise<void> {
  const at = now()
  const rows = entries.map((entry) => {
    const { action, actorId, sourceId = null, accountId = null, subjectId = null } = entry
    const { before = null, after = null } = entry
    const named = { action, actorId, sourceId, accountId, subjectId }
    return { named, values: { ...named, id: newId(), at, before, after, address: currentOrigin() } }
  })
  for (const some of chunksOf(rows, rowsPerStatement))
    await tx.insert(auditEntries).values(some.map(({ values }) => values))
  for (const { named, values } of rows) afterCommit(() => logEvent('acted', { ...named, entryId: values.id }))
}

const rowsPerStatement = 500
