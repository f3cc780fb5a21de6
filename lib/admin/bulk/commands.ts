import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray } from 'drizzle-orm'
import { bulkRuns } from '#/db/schema/bulk.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { BulkState, BulkWork } from '#/db/words/bulk.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { noLease } from '#/lib/platform/jobs/with-lease.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type BulkRun, countOutcomes } from './queries.ts'

export const openStates: readonly BulkState[] = ['listing', 'running']

/**
 * Begins the work on the accounts of a selection; the job does it. The form makes `id`, so pressing twice begins it
 * once. @throws AppError `bulk-begun` when the form began other work before, for example after going back;
 * `too-often`, as `reauthoriseStaff`
 */
export function startBulkRun(
  store: Store,
  grant: StaffGrant,
  { id, selection, work }: { id: string; selection: Record<string, string>; work: BulkWork },
): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const startedBy = actor.user.id
    const made = await tx
      .insert(bulkRuns)
      .values({ id, state: 'listing', work, selection, startedBy, startedAt: now() })
      .onConflictDoNothing()
      .returning({ id: bulkRuns.id })
    if (made.length === 0) return assertSame(tx, id, { selection, work })
    await consumeLimit(tx, 'bulk-runs', startedBy)
    await writeAudit(tx, {
      actorId: startedBy,
      action: 'bulk.started',
      subjectId: id,
      after: { kind: work.kind, selection },
    })
  })
}

async function assertSame(tx: Writer, id: string, given: Pick<BulkRun, 'selection' | 'work'>): Promise<void> {
  const [begun] = await tx
    .select({ selection: bulkRuns.selection, work: bulkRuns.work })
    .from(bulkRuns)
    .where(eq(bulkRuns.id, id))
  if (!isDeepStrictEqual(begun, given)) throw new AppError('bulk-begun')
}

/** Stops after the current account; what was done stays. An ended run does not change. @throws AppError as `reauthoriseStaff` */
export function stopBulkRun(store: Store, grant: StaffGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    await finishBulkRun(tx, id, 'stopped', actor.user.id)
  })
}

/** Ends an open run and records its counts. `by`: who stopped it, if a person did. */
export async function finishBulkRun(tx: Writer, id: string, state: 'stopped' | 'done', by: string | null) {
  const [ended] = await tx
    .update(bulkRuns)
    .set({ state, stoppedBy: state === 'stopped' ? by : null, finishedAt: now(), ...noLease })
    .where(and(eq(bulkRuns.id, id), inArray(bulkRuns.state, [...openStates])))
    .returning()
  if (!ended) return
  await writeAudit(tx, {
    actorId: by,
    action: state === 'done' ? 'bulk.finished' : 'bulk.stopped',
    subjectId: id,
    after: await countOutcomes(tx, id),
  })
}
