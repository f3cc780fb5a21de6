import { and, asc, count, desc, eq, gt } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { bulkAccounts, bulkRuns } from '#/db/schema/bulk.ts'
import { cases } from '#/db/schema/cases.ts'
import { notices } from '#/db/schema/notices.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { BulkOutcome } from '#/db/words/bulk.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { drillOutcomeOf } from '#/lib/notices/drills/outcome.ts'
import { isBefore, type TimeCursor, toPage } from '#/lib/platform/lists/time-cursor.ts'
import type { BulkOutcomeView } from './list.ts'

export type BulkRun = typeof bulkRuns.$inferSelect
export type BulkCounts = Record<BulkOutcome, number>
export type NamedRun = BulkRun & { startedByName: string }

const runsPerPage = 25
export const outcomesPerPage = 50

/** How many accounts of a run came to what. */
export async function countOutcomes(read: Reader, id: string): Promise<BulkCounts> {
  const rows = await read
    .select({ outcome: bulkAccounts.outcome, count: count() })
    .from(bulkAccounts)
    .where(eq(bulkAccounts.runId, id))
    .groupBy(bulkAccounts.outcome)
  const counted = Object.fromEntries(rows.map((row) => [row.outcome, Number(row.count)]))
  return { waiting: 0, done: 0, skipped: 0, failed: 0, ...counted }
}

/** A run with its counts; null for an unknown id. */
export async function findRun(read: Reader, _grant: StaffGrant, id: string) {
  const [run] = await selectRuns(read).where(eq(bulkRuns.id, id))
  return run ? { run: toNamed(run), counts: await countOutcomes(read, id) } : null
}

/** Runs, newest first; `next` starts the following page. */
export async function listRuns(read: Reader, _grant: StaffGrant, after: TimeCursor | null) {
  const { id, startedAt } = bulkRuns
  const found = await selectRuns(read)
    .where(isBefore(startedAt, id, after))
    .orderBy(desc(startedAt), desc(id))
    .limit(runsPerPage + 1)
  const { shown, next } = toPage(found.map(toNamed), runsPerPage, (run) => run.startedAt)
  return { runs: shown, next }
}

function selectRuns(read: Reader) {
  return read
    .select({ run: bulkRuns, name: users.name, email: users.email })
    .from(bulkRuns)
    .leftJoin(users, eq(users.id, bulkRuns.startedBy))
}

function toNamed({ run, name, email }: { run: BulkRun; name: string | null; email: string | null }) {
  return { ...run, startedByName: name || email || '' }
}

/** The outcome for an account. `caseNumber`: of the case that the run opened; `drill`: that it sent. */
export type BulkOutcomeRow = Awaited<ReturnType<typeof listBulkOutcomes>>['rows'][number]

/** The accounts of a run in a view, in the order of their short names; `next` starts the following page. */
export async function listBulkOutcomes(
  read: Reader,
  _grant: StaffGrant,
  id: string,
  { show, after, most = outcomesPerPage }: { show: BulkOutcomeView; after: number | null; most?: number },
) {
  const { runId, position, outcome, why, doneAt } = bulkAccounts
  const rows = await read
    .select({
      position,
      slug: accounts.slug,
      name: accounts.name,
      outcome,
      why,
      doneAt,
      caseNumber: cases.number,
      notice: { id: notices.id, acknowledgedAt: notices.acknowledgedAt, closedHow: notices.closedHow },
    })
    .from(bulkAccounts)
    .innerJoin(accounts, eq(accounts.id, bulkAccounts.accountId))
    .leftJoin(cases, eq(cases.id, bulkAccounts.resultId))
    .leftJoin(notices, eq(notices.id, bulkAccounts.resultId))
    .where(and(eq(runId, id), show === 'all' ? undefined : eq(outcome, show), gt(position, after ?? -1)))
    .orderBy(asc(position))
    .limit(most + 1)
  const shown = rows.slice(0, most).map(({ notice, ...row }) => ({
    ...row,
    drill: notice && { noticeId: notice.id, outcome: drillOutcomeOf(notice) },
  }))
  return { rows: shown, next: rows.length > most ? (shown.at(-1)?.position ?? null) : null }
}
