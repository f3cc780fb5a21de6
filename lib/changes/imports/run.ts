import { and, asc, eq } from 'drizzle-orm'
import { importRows, imports } from '#/db/schema/imports.ts'
import { isStoreFailure } from '#/db/store/failure.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { Fault, ImportedAccount } from '#/db/words/imports.ts'
import { createAccountIn } from '#/lib/changes/accounts/commands.ts'
import { grantAbsentStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import { type AdministratorGrant, grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { type LeasedRun, type PartResult, withLease } from '#/lib/platform/jobs/with-lease.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { readKnown } from './check.ts'
import { endRun } from './commands.ts'
import { describeFault } from './file-fault.ts'

/** The worker's job; trigger it when an import starts. */
export const importsJob = 'imports'

/** Accounts in one transaction, which takes some tens of milliseconds on SQLite and blocks other writes. */
const rowsPerBatch = 25
/** How long a worker holds an import after each transaction (milliseconds); then another may continue. */
export const importLease = 30_000

/** Runs open imports until they end or stop. Makes each account once, whenever it is interrupted. */
export const importRunner = withLease({
  table: imports,
  length: importLease,
  isOpen: eq(imports.state, 'running'),
  since: imports.startedAt,
  part: (store, run) => processBatch(store, run),
})

/** An unexpected error in one row must not block the others: when a batch fails, each row runs alone. */
async function processBatch(store: Store, run: LeasedRun, most = rowsPerBatch): Promise<PartResult> {
  const count = await store
    .transact((tx) => processRows(tx, run, most))
    .catch(async (error: unknown) => {
      if (isStoreFailure(error) || (error instanceof AppError && most > 1)) throw error
      logFault(error, 'rows of an import failed', { import: run.id, most })
      return most > 1 ? ('failed' as const) : store.transact((tx) => skipRow(tx, run))
    })
  if (count === null) return 'over'
  if (count !== 'failed') {
    run.onProgress?.(count)
    return 'more'
  }
  for (let each = 0; each < most; each++) {
    if ((await processBatch(store, run, 1)) === 'over') return 'over'
  }
  return 'more'
}

/** Processes the next rows, and ends the import after the last; null when the import is over. */
async function processRows(tx: Writer, run: LeasedRun, limit: number): Promise<number | null> {
  const held = await importRunner.hold(tx, run)
  if (!held) return null
  const { id } = held
  const by = await grantStarter(tx, held.startedBy)
  if (by === null) {
    await endRun(tx, id, 'stopped', null)
    return null
  }
  const rows = await nextRows(tx, id, limit)
  if (rows.length === 0) {
    await endRun(tx, id, 'done', held.startedBy)
    return null
  }
  for (const { id: rowId, values } of rows) {
    if (!values.account) throw new Error('A new row has no account.')
    const made = await createFromRow(tx, by, values.account)
    await tx.update(importRows).set(toColumns(values, made)).where(eq(importRows.id, rowId))
  }
  return rows.length
}

function nextRows(tx: Writer, id: string, limit: number) {
  return tx
    .select({ id: importRows.id, values: importRows.values })
    .from(importRows)
    .where(and(eq(importRows.importId, id), eq(importRows.state, 'new')))
    .orderBy(asc(importRows.line))
    .limit(limit)
}

type RowOutcome = { state: 'made' | 'known'; accountId: string } | { state: 'faulty'; fault: Fault }

/** The right of the person who started it; null when they are no admin any longer. */
async function grantStarter(tx: Writer, userId: string | null): Promise<AdministratorGrant | null> {
  if (userId === null) return grantOperator()
  return grantAbsentStaff(tx, userId, 'admin').catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
}

/** Checks again: since the check, another account may have taken the slug, or the type may be deleted. */
async function createFromRow(
  tx: Writer,
  by: AdministratorGrant,
  account: ImportedAccount,
): Promise<RowOutcome> {
  const existing = (await readKnown(tx, [account])).get(account.slug)
  if (existing?.isSame) return { state: 'known', accountId: existing.id }
  if (existing) {
    const params = { column: 'slug', value: account.slug, name: existing.name }
    return { state: 'faulty', fault: describeFault('slug-taken', params) }
  }
  try {
    return { state: 'made', accountId: await createAccountIn(tx, by, account, 'bulk') }
  } catch (error) {
    if (!(error instanceof AppError) || error.field !== 'integrationTypeId') throw error
    const params = { column: 'integration_type', value: account.integrationTypeId }
    return { state: 'faulty', fault: describeFault('type-unknown', params) }
  }
}

function toColumns(values: (typeof importRows.$inferSelect)['values'], made: RowOutcome) {
  if (made.state !== 'faulty') return { state: made.state, accountId: made.accountId }
  const { state, fault } = made
  return { state, values: { ...values, faults: [fault] }, column: fault.column, fault: fault.code }
}

async function skipRow(tx: Writer, { id }: LeasedRun): Promise<number> {
  const [row] = await nextRows(tx, id, 1)
  if (!row) return 0
  const fault = describeFault('unexpected', {})
  await tx
    .update(importRows)
    .set(toColumns(row.values, { state: 'faulty', fault }))
    .where(eq(importRows.id, row.id))
  return 1
}
