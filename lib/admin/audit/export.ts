import type { Store } from '#/db/store/store.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type CsvCell, streamCsv } from '#/lib/platform/lists/write.ts'
import type { AuditConditions } from './list.ts'
import type { NamedEntry } from './names.ts'
import { streamAudit } from './queries.ts'

/** The columns of the export: as the store names things, so that files of any day and language can be laid side by side. */
export const auditColumns = [
  'at',
  'actor',
  'actor_name',
  'actor_id',
  'from',
  'action',
  'account',
  'account_id',
  'subject',
  'subject_id',
  'before',
  'after',
  'id',
] as const

/**
 * What is asked of the log as CSV, newest first, as a stream of any size. That it was exported, and what, is recorded first.
 * @throws AppError as `reauthoriseStaff`
 */
export async function exportAudit(
  store: Store,
  grant: StaffGrant,
  filter: AuditConditions,
): Promise<ReadableStream<Uint8Array>> {
  await store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    await writeAudit(tx, { actorId: actor.user.id, action: 'audit.exported', after: filter })
  })
  return streamCsv(auditColumns, rowsOf(streamAudit(store.read, grant, filter)))
}

async function* rowsOf(pages: AsyncIterable<NamedEntry[]>): AsyncGenerator<CsvCell[][]> {
  for await (const entries of pages) yield entries.map(toRow)
}

function toRow(entry: NamedEntry): CsvCell[] {
  const { actor, account, subject } = entry
  return [
    new Date(entry.at).toISOString(),
    actor ? actor.detail || actor.name : '',
    actor?.name ?? '',
    actor?.id ?? '',
    entry.address,
    entry.action,
    account?.detail ?? '',
    account?.id ?? '',
    subject?.name ?? '',
    entry.subjectId ?? '',
    toJson(entry.before),
    toJson(entry.after),
    entry.id,
  ]
}

function toJson(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
