import type { Store } from '#/db/store/store.ts'
import { type CsvColumns, exportRows, instantCell } from '#/lib/identity/access/export-rows.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { TimeCursor } from '#/lib/platform/lists/time-cursor.ts'
import { walkPages } from '#/lib/platform/lists/write.ts'
import type { AuditConditions } from './list.ts'
import type { NamedEntry } from './names.ts'
import { listAudit } from './queries.ts'

const entriesPerPage = 500

const columns: CsvColumns<NamedEntry> = {
  at: ({ at }) => instantCell(at),
  actor: ({ actor }) => actor?.detail || actor?.name || '',
  actor_name: ({ actor }) => actor?.name ?? '',
  actor_id: ({ actor }) => actor?.id ?? '',
  from: ({ address }) => address,
  action: ({ action }) => action,
  account: ({ account }) => account?.detail ?? '',
  account_id: ({ account }) => account?.id ?? '',
  subject: ({ subject }) => subject?.name ?? '',
  subject_id: ({ subjectId }) => subjectId ?? '',
  before: ({ before }) => toJson(before),
  after: ({ after }) => toJson(after),
  id: ({ id }) => id,
}

/** The filtered log, newest first. @throws AppError as `exportRows` */
export function exportAudit(store: Store, grant: StaffGrant, filter: AuditConditions) {
  const pages = walkPages(async (after: TimeCursor | null) => {
    const { entries: rows, next } = await listAudit(store.read, grant, filter, after, entriesPerPage)
    return { rows, next }
  })
  return exportRows(store, grant, { action: 'audit.exported', after: filter }, { columns, pages })
}

function toJson(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value)
}
