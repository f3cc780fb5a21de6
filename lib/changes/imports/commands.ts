import { eq } from 'drizzle-orm'
import { imports } from '#/db/schema/imports.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { ImportState } from '#/db/words/imports.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { noLease } from '#/lib/platform/jobs/with-lease.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { countRows } from './queries.ts'
import { deleteImport } from './stage.ts'

type Import = typeof imports.$inferSelect

/**
 * Starts a checked import, or resumes a stopped one in the name of the actor. A worker runs it, or the caller who holds
 * the `lease`.
 * @throws AppError `not-found`, `import-state`
 */
export function startImport(
  store: Store,
  grant: AdministratorGrant,
  id: string,
  lease: Pick<Import, 'leaseOwner' | 'leaseUntil'> = noLease,
): Promise<void> {
  return store.transact(async (tx) => {
    const by = await reauthoriseAdministrator(tx, grant)
    const found = await readImport(tx, id, ['checked', 'stopped'])
    const running = { state: 'running', startedBy: by, startedAt: found.startedAt ?? now() } as const
    await tx
      .update(imports)
      .set({ ...running, ...lease })
      .where(eq(imports.id, id))
    const { new: remaining } = await countRows(tx, id)
    await writeAudit(tx, {
      actorId: by,
      action: found.state === 'stopped' ? 'import.resumed' : 'import.started',
      subjectId: id,
      after: { file: found.fileName, rows: found.rows, remaining },
    })
  })
}

/** Stops a running import. Its accounts stay, and it can resume. @throws AppError `not-found`, `import-state` */
export function stopImport(store: Store, grant: AdministratorGrant, id: string): Promise<void> {
  return store.transact(async (tx) => {
    const by = await reauthoriseAdministrator(tx, grant)
    await readImport(tx, id, ['running'])
    await endRun(tx, id, 'stopped', by)
  })
}

/** Deletes an import that was never started. @throws AppError `not-found`, `import-state` */
export async function discardImport(store: Store, grant: AdministratorGrant, id: string): Promise<void> {
  await store.transact(async (tx) => {
    await reauthoriseAdministrator(tx, grant)
    await readImport(tx, id, ['checked', 'refused'])
    // Nobody can start it while its rows are being deleted.
    await tx.update(imports).set({ state: 'refused' }).where(eq(imports.id, id))
  })
  await deleteImport(store, id)
}

/** Ends or stops an import and records its counts. `by`: who stopped it, if a person did. */
export async function endRun(
  tx: Writer,
  id: string,
  state: 'stopped' | 'done',
  by: string | null,
): Promise<void> {
  const { made, known, faulty, new: remaining } = await countRows(tx, id)
  const finishedAt = state === 'done' ? now() : null
  await tx
    .update(imports)
    .set({ state, faults: faulty, ...noLease, finishedAt })
    .where(eq(imports.id, id))
  await writeAudit(tx, {
    actorId: by,
    action: state === 'done' ? 'import.finished' : 'import.stopped',
    subjectId: id,
    after: { made, known, faulty, remaining },
  })
}

async function readImport(tx: Writer, id: string, states: readonly ImportState[]): Promise<Import> {
  const [found] = await tx.select().from(imports).where(eq(imports.id, id))
  if (!found) throw new AppError('not-found')
  if (!states.includes(found.state)) throw new AppError('import-state')
  return found
}
