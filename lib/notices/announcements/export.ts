import type { Reader } from '#/db/store/store.ts'
import { type CsvColumns, instantCell, streamRows } from '#/lib/identity/access/export-rows.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type MessageOutcome, messageOutcomeOf, messageOutcomes } from './outcome.ts'
import { type OutcomeRow, streamOutcomes } from './outcome-queries.ts'
import { findAnnouncement } from './queries.ts'

const columns: CsvColumns<OutcomeRow> = {
  slug: ({ slug }) => slug,
  name: ({ name }) => name,
  outcome: ({ outcome }) => outcome,
  ...Object.fromEntries(messageOutcomes.map((outcome) => [`messages_${outcome}`, countOf(outcome)])),
  acknowledged_at: ({ acknowledgedAt }) => instantCell(acknowledgedAt),
  acknowledged_by: ({ acknowledgedAs }) => acknowledgedAs,
}

function countOf(outcome: MessageOutcome) {
  return ({ messages }: OutcomeRow) =>
    messages.reduce((sum, { status, count }) => sum + (messageOutcomeOf(status) === outcome ? count : 0), 0)
}

/** The outcome of an announcement at each account, as CSV with stored names. @throws AppError `not-found` */
export async function streamAnnouncementCsv(read: Reader, grant: StaffGrant, id: string) {
  if (!(await findAnnouncement(read, grant, id))) throw new AppError('not-found')
  return streamRows(columns, streamOutcomes(read, id))
}
