import { and, asc, eq, gt, isNull, lt, or } from 'drizzle-orm'
import { importRows, imports } from '#/db/schema/imports.ts'
import { isStoreFailure } from '#/db/store/failure.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { Fault, ImportedAccount } from '#/db/words/imports.ts'
import { createAccountIn } from '#/lib/changes/accounts/commands.ts'
import { log } from '#/lib/platform/log/log.ts'
import { restAfter } from '#/lib/platform/store/rest.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { endRun } from './commands.ts'
import { describeFault } from './file-fault.ts'
import { grantImporter, type ImportGrant } from './grant.ts'
import { readKnown } from './known.ts'

/** The worker's job, to be woken once an import was started. */
export const importsJob = 'imports'

/** Accounts of one transaction: some tens of milliseconds on SQLite, during which nothing else is written. */
const rowsAtOnce = 25
/** Milliseconds for which a worker holds an import, from each transaction on; what a dead one held goes on after that. */
export const importLease = 30_000

/**
 * Goes on with every import that runs and that no other worker holds, until it is at its end, is stopped, or `stopping`.
 * The worker's job; whatever it is interrupted at, it has made each account once.
 */
export async function runImports(store: Store, stopping: AbortSignal): Promise<void> {
  const owner = newId()
  while (!stopping.aborted) {
    const id = await claimImport(store, owner)
    if (!id) return
    await runImport(store, { id, owner, stopping })
  }
}

async function claimImport(store: Store, owner: string): Promise<string | null> {
  const isFree = () => {
    const at = now()
    // Further ahead than any lease: the clock was set back since.
    const hasEnded = or(lt(imports.leaseUntil, at), gt(imports.leaseUntil, at + 2 * importLease))
    return and(eq(imports.state, 'running'), or(isNull(imports.leaseUntil), hasEnded))
  }
  // Looking comes first, so that looking in vain writes nothing.
  if ((await store.read.$count(imports, isFree())) === 0) return null
  return store.transact(async (tx) => {
    const [free] = await tx
      .select({ id: imports.id })
      .from(imports)
      .where(isFree())
      .orderBy(asc(imports.startedAt))
      .limit(1)
    if (!free) return null
    await tx
      .update(imports)
      .set({ leaseOwner: owner, leaseUntil: now() + importLease })
      .where(eq(imports.id, free.id))
    return free.id
  })
}

type Run = {
  id: string
  /** Who holds the lease. */
  owner: string
  stopping: AbortSignal
  onProgress?: (dealtWith: number) => void
}

/** Makes the accounts of an import that `owner` holds; gives it back where it is `stopping`. */
export async function runImport(store: Store, run: Run): Promise<void> {
  let dealtWith = 0
  for (let outcome: Outcome = 'more'; outcome === 'more' && !run.stopping.aborted; ) {
    const began = performance.now()
    outcome = await makeSome(store, run, (count) => {
      dealtWith += count
      run.onProgress?.(dealtWith)
    })
    await restAfter(began)
  }
  if (run.stopping.aborted) await giveBack(store, run)
}

async function giveBack(store: Store, { id, owner }: Run): Promise<void> {
  await store.transact((tx) =>
    tx
      .update(imports)
      .set({ leaseOwner: null, leaseUntil: null })
      .where(and(eq(imports.id, id), eq(imports.leaseOwner, owner))),
  )
}

/** `over`: done, stopped, or held by another meanwhile. */
type Outcome = 'more' | 'over'

async function makeSome(store: Store, run: Run, told: (count: number) => void): Promise<Outcome> {
  try {
    const count = await store.transact((tx) => makeRows(tx, run, rowsAtOnce))
    told(count ?? 0)
    return count === null ? 'over' : 'more'
  } catch (error) {
    if (isStoreFailure(error) || error instanceof AppError) throw error
    // One row that nobody foresaw must not hold up the others: alone, it is told apart.
    log.error({ error, import: run.id }, 'rows of an import failed')
    return makeEach(store, run, told)
  }
}

async function makeEach(store: Store, run: Run, told: (count: number) => void): Promise<Outcome> {
  for (let each = 0; each < rowsAtOnce; each++) {
    const count = await store
      .transact((tx) => makeRows(tx, run, 1))
      .catch((error: unknown) => {
        if (isStoreFailure(error)) throw error
        log.error({ error, import: run.id }, 'a row of an import failed')
        return store.transact((tx) => skipRow(tx, run))
      })
    if (count === null) return 'over'
    told(count)
  }
  return 'more'
}

/** Deals with the next rows, and ends the import where there are none; null where that is over. */
async function makeRows(tx: Writer, { id, owner }: Run, limit: number): Promise<number | null> {
  const [held] = await tx
    .update(imports)
    .set({ leaseUntil: now() + importLease })
    .where(and(eq(imports.id, id), eq(imports.leaseOwner, owner), eq(imports.state, 'running')))
    .returning({ startedBy: imports.startedBy })
  if (!held) return null
  const by = await grantImporter(tx, held.startedBy).catch(nullWhereRefused)
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
    const made = values.account
      ? await makeAccount(tx, by, values.account)
      : { state: 'faulty' as const, fault: describeFault('unexpected', {}) }
    await tx.update(importRows).set(toColumns(values, made)).where(eq(importRows.id, rowId))
  }
  return rows.length
}

function nullWhereRefused(error: unknown): null {
  if (error instanceof AppError) return null
  throw error
}

function nextRows(tx: Writer, id: string, limit: number) {
  return tx
    .select({ id: importRows.id, values: importRows.values })
    .from(importRows)
    .where(and(eq(importRows.importId, id), eq(importRows.state, 'new')))
    .orderBy(asc(importRows.line))
    .limit(limit)
}

type Made = { state: 'made' | 'known'; accountId: string } | { state: 'faulty'; fault: Fault }

/** The world may have changed since the check: an account of that short name came, or the integration type is gone. */
async function makeAccount(tx: Writer, by: ImportGrant, account: ImportedAccount): Promise<Made> {
  const known = (await readKnown(tx, [account])).get(account.slug)
  if (known?.isSame) return { state: 'known', accountId: known.id }
  if (known) {
    const params = { column: 'slug', value: account.slug, name: known.name }
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

function toColumns(values: (typeof importRows.$inferSelect)['values'], made: Made) {
  if (made.state !== 'faulty') return { state: made.state, accountId: made.accountId }
  const { fault } = made
  return {
    state: made.state,
    values: { ...values, faults: [fault] },
    column: fault.column,
    fault: fault.code,
  }
}

async function skipRow(tx: Writer, { id }: Run): Promise<number> {
  const [row] = await nextRows(tx, id, 1)
  if (!row) return 0
  const fault = describeFault('unexpected', {})
  await tx
    .update(importRows)
    .set(toColumns(row.values, { state: 'faulty', fault }))
    .where(eq(importRows.id, row.id))
  return 1
}
