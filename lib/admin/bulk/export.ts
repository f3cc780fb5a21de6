import type { Reader } from '#/db/store/store.ts'
import { type CsvColumns, instantCell, streamRows } from '#/lib/identity/access/export-rows.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { walkPages } from '#/lib/platform/lists/write.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type BulkOutcomeRow, findRun, listBulkOutcomes } from './queries.ts'

const rowsPerPage = 500

const columns: CsvColumns<BulkOutcomeRow> = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  outcome: ({ outcome }) => outcome,
  why: ({ why }) => why,
  case: ({ caseNumber }) => caseNumber,
  drill: ({ drill }) => drill?.outcome ?? null,
  done_at: ({ doneAt }) => instantCell(doneAt),
}

/** The outcome for each account of a run, as CSV with stored names. @throws AppError `not-found` */
export async function streamBulkOutcomeCsv(read: Reader, grant: StaffGrant, id: string) {
  if (!(await findRun(read, grant, id))) throw new AppError('not-found')
  const pages = walkPages((after: number | null) =>
    listBulkOutcomes(read, grant, id, { show: 'all', after, most: rowsPerPage }),
  )
  return streamRows(columns, pages)
}
