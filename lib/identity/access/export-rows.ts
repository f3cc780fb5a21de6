import type { Store } from '#/db/store/store.ts'
import type { AuditAction } from '#/lib/platform/audit/actions.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { type CsvCell, streamCsv } from '#/lib/platform/lists/write.ts'
import { reauthoriseStaff } from './reauthorise-staff.ts'
import type { StaffGrant } from './staff-grants.ts'

/** The columns of an export. They have stored names, so that files of any day and language compare. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => CsvCell>>

/**
 * Streams a list for staff as CSV. An audit entry says first who exports which part.
 * @throws AppError as `reauthoriseStaff`
 */
export async function exportRows<Row>(
  store: Store,
  grant: StaffGrant,
  entry: { action: AuditAction; after: unknown },
  { columns, pages }: { columns: CsvColumns<Row>; pages: AsyncIterable<readonly Row[]> },
): Promise<ReadableStream<Uint8Array>> {
  await store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    await writeAudit(tx, { actorId: actor.user.id, ...entry })
  })
  return streamRows(columns, pages)
}

/** Streams rows as CSV with these columns. */
export function streamRows<Row>(columns: CsvColumns<Row>, pages: AsyncIterable<readonly Row[]>) {
  return streamCsv(Object.keys(columns), cellsOf(Object.values(columns), pages))
}

async function* cellsOf<Row>(
  cells: readonly ((row: Row) => CsvCell)[],
  pages: AsyncIterable<readonly Row[]>,
) {
  for await (const rows of pages) yield rows.map((row) => cells.map((cell) => cell(row)))
}

export function instantCell(at: number | null | undefined): string {
  return typeof at === 'number' ? new Date(at).toISOString() : ''
}
