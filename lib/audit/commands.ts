import { auditEntries } from '#/db/schema/record.ts'
import type { Writer } from '#/db/store/index.ts'
import { now } from '#/lib/clock.ts'
import { newId } from '#/lib/ids.ts'

export type AuditEntry = {
  actorId: string | null
  /** The event source that did it with its key. */
  sourceId?: string | null
  accountId?: string | null
  /** `subject.verb`, for example `member.removed`. */
  action: string
  subjectId?: string | null
  before?: unknown
  after?: unknown
}

/** Records who did what to what, in the transaction that does it. */
export async function writeAudit(tx: Writer, entry: AuditEntry): Promise<void> {
  await tx.insert(auditEntries).values({
    id: newId(),
    at: now(),
    actorId: entry.actorId,
    sourceId: entry.sourceId ?? null,
    accountId: entry.accountId ?? null,
    action: entry.action,
    subjectId: entry.subjectId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
  })
}
