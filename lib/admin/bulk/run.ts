import { and, asc, eq, inArray } from 'drizzle-orm'
import { bulkAccounts, bulkRuns } from '#/db/schema/bulk.ts'
import { isStoreFailure } from '#/db/store/failure.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { exclusive, type Reader, type Store, type Writer } from '#/db/store/store.ts'
import { type BulkOutcome, type BulkSkip, bulkSkips } from '#/db/words/bulk.ts'
import { findAccounts } from '#/lib/accounts/search/account-list.ts'
import { conditionsOf } from '#/lib/accounts/search/account-search.ts'
import { accountFilters } from '#/lib/accounts/search/list.ts'
import { grantAbsentStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { claimSlot } from '#/lib/platform/jobs/slots.ts'
import { type LeasedRun, type PartResult, withLease } from '#/lib/platform/jobs/with-lease.ts'
import { logFault } from '#/lib/platform/log/fault.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { finishBulkRun, openStates } from './commands.ts'
import { processAccount, throttleOf } from './kinds.ts'

export const bulkJob = 'bulk'

const accountsPerBatch = 200

/** Runs the work of staff on many accounts, one account in a transaction, each once however often it is interrupted. */
export const bulkRunner = withLease({
  table: bulkRuns,
  length: 15_000,
  isOpen: inArray(bulkRuns.state, [...openStates]),
  since: bulkRuns.startedAt,
  part: async (store, run) => {
    const [found] = await store.read.select().from(bulkRuns).where(eq(bulkRuns.id, run.id))
    if (found?.state === 'listing') return listBatch(store, run, found)
    const turn = found && throttleOf(found.work.kind)
    return turn ? takeTurn(store, run, turn) : processNext(store, run)
  },
})

type Run = typeof bulkRuns.$inferSelect
type Turn = NonNullable<ReturnType<typeof throttleOf>>

/** Stores the next accounts of the selection, by short name. */
async function listBatch(store: Store, run: LeasedRun, seen: Run): Promise<PartResult> {
  const found = await findNext(store.read, seen)
  return store.transact(async (tx) => {
    const held = await bulkRunner.hold(tx, run)
    if (held?.state !== 'listing') return 'lost'
    const last = found.at(-1)
    const rows = found.map(({ id: accountId }, place) => ({
      id: newId(),
      runId: held.id,
      accountId,
      position: held.accounts + place,
    }))
    await insertMany(tx, bulkAccounts, rows)
    await tx
      .update(bulkRuns)
      .set(last ? { after: last.slug, accounts: held.accounts + found.length } : { state: 'running' })
      .where(eq(bulkRuns.id, held.id))
    return 'more'
  })
}

async function findNext(read: Reader, { selection, after }: Run) {
  const conditions = conditionsOf(read, accountFilters.read(selection), now())
  if (!conditions) return []
  const from = after ? { key: after, absent: false, slug: after } : null
  const sort = { by: 'slug', descending: false } as const
  return findAccounts(read, conditions, { sort, backwards: false, from, most: accountsPerBatch })
}

/** Acts on the accounts of one turn, if it is this worker's; then the run waits for the next. */
async function takeTurn(store: Store, run: LeasedRun, turn: Turn): Promise<PartResult> {
  if (!(await claimSlot(store, turn.name, turn.every))) return 'wait'
  for (let done = 0; done < turn.most && !run.stopping.aborted; done++) {
    const result = await processNext(store, run)
    if (result !== 'more') return result
  }
  return 'wait'
}

async function processNext(store: Store, run: LeasedRun): Promise<PartResult> {
  try {
    return await store.transact((tx) => settleNext(tx, run, act), exclusive)
  } catch (error) {
    if (isStoreFailure(error)) throw error
    const why = bulkSkips.find((one) => error instanceof AppError && one === error.code)
    if (!why) logFault(error, 'an account of a bulk run failed', { run: run.id })
    const settled: Settled = why ? { outcome: 'skipped', why } : { outcome: 'failed', why: 'unexpected' }
    return store.transact((tx) => settleNext(tx, run, async () => settled))
  }
}

type Settled = { outcome: BulkOutcome; why: BulkSkip | ''; resultId?: string | null }
type Row = typeof bulkAccounts.$inferSelect
type Settle = (tx: Writer, by: StaffGrant, run: Run, row: Row) => Promise<Settled>

const act: Settle = async (tx, by, { work }, { id: key, accountId }) => {
  const acted = await processAccount(tx, by, work, { accountId, key })
  return 'why' in acted
    ? { outcome: 'skipped', why: acted.why }
    : { outcome: 'done', why: '', resultId: acted.resultId }
}

/** Settles the next account that waits; ends the run after the last, or when its starter lost the right. */
async function settleNext(tx: Writer, run: LeasedRun, settle: Settle): Promise<PartResult> {
  const held = await bulkRunner.hold(tx, run)
  if (!held) return 'lost'
  const { runId, outcome, position } = bulkAccounts
  const [row] = await tx
    .select()
    .from(bulkAccounts)
    .where(and(eq(runId, held.id), eq(outcome, 'waiting')))
    .orderBy(asc(position))
    .limit(1)
  const by = row && (await grantStarter(tx, held.startedBy))
  if (!row || !by) {
    await finishBulkRun(tx, held.id, row ? 'stopped' : 'done', row ? null : held.startedBy)
    return 'over'
  }
  await tx
    .update(bulkAccounts)
    .set({ ...(await settle(tx, by, held, row)), doneAt: now() })
    .where(eq(bulkAccounts.id, row.id))
  run.onProgress?.(1)
  return 'more'
}

/** The right of the person who began it; null once they are no staff. */
function grantStarter(tx: Writer, userId: string): Promise<StaffGrant | null> {
  return grantAbsentStaff(tx, userId, 'support').catch((error: unknown) => {
    if (error instanceof AppError) return null
    throw error
  })
}
