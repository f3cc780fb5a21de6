import { and, eq, inArray, ne } from 'drizzle-orm'
import { importRows, imports } from '#/db/schema/imports.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { Store, Writer } from '#/db/store/store.ts'
import type { ImportLimits } from '#/db/words/imports.ts'
import { reauthoriseAdministrator } from '#/lib/identity/access/reauthorise-staff.ts'
import type { AdministratorGrant } from '#/lib/identity/access/staff-grants.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { type CheckedRow, checkFile, GuessedNames } from './check.ts'
import { FileFault } from './file-fault.ts'

const maxFileNameLength = 200
/** Rows deleted in one transaction. */
const rowsPerBatch = 500

/**
 * Checks a file and stores what it would do, or only its faults; makes no account. Returns the import's id.
 * @throws AppError as `grantStaff`; also whatever breaks the upload, of which nothing is stored then
 */
export async function stageImport(
  store: Store,
  grant: AdministratorGrant,
  file: { name: string; bytes: AsyncIterable<Uint8Array> },
  limits: ImportLimits,
): Promise<string> {
  const id = newId()
  await store.transact(async (tx) => {
    const createdBy = await reauthoriseAdministrator(tx, grant)
    await tx.insert(imports).values({
      id,
      fileName: toStorableText(file.name, maxFileNameLength),
      state: 'checking',
      createdBy,
      createdAt: now(),
    })
  })
  try {
    const guess = new GuessedNames()
    const counted = await stageRows(store, id, checkFile(store.read, file.bytes, limits, guess))
    await finishCheck(store, id, { ...counted, guessedNames: guess.names })
  } catch (error) {
    if (error instanceof FileFault) await refuseImport(store, id, error)
    else {
      await deleteImport(store, id)
      throw error
    }
  }
  return id
}

type Counted = { rows: number; faults: number }

async function stageRows(store: Store, id: string, pages: AsyncGenerator<CheckedRow[]>): Promise<Counted> {
  const counted = { rows: 0, faults: 0 }
  for await (const page of pages) {
    counted.rows += page.length
    counted.faults += page.filter(({ state }) => state === 'faulty').length
    // After the first fault we store only faulty rows.
    const kept = counted.faults === 0 ? page : page.filter(({ state }) => state === 'faulty')
    if (kept.length > 0) await store.transact((tx) => insertRows(tx, id, kept))
  }
  return counted
}

function insertRows(tx: Writer, importId: string, rows: readonly CheckedRow[]): Promise<void> {
  return insertMany(
    tx,
    importRows,
    rows.map(({ line, state, accountId, ...values }) => ({
      id: newId(),
      importId,
      line,
      state,
      values,
      column: values.faults?.[0]?.column ?? '',
      fault: values.faults?.[0]?.code ?? '',
      accountId: accountId ?? null,
    })),
  )
}

async function finishCheck(
  store: Store,
  id: string,
  counted: Counted & { guessedNames: string[] | null },
): Promise<void> {
  if (counted.faults > 0) await deleteRows(store, id, { good: true })
  const state = counted.faults > 0 ? 'refused' : 'checked'
  await store.transact((tx) =>
    tx
      .update(imports)
      .set({ ...counted, state })
      .where(eq(imports.id, id)),
  )
}

async function refuseImport(store: Store, id: string, { line, faults }: FileFault): Promise<void> {
  await deleteRows(store, id)
  await store.transact(async (tx) => {
    await insertRows(tx, id, [{ line, state: 'faulty', faults: [...faults] }])
    await tx
      .update(imports)
      .set({ rows: 0, faults: faults.length, state: 'refused' })
      .where(eq(imports.id, id))
  })
}

export async function deleteImport(store: Store, id: string): Promise<void> {
  await deleteRows(store, id)
  await store.transact((tx) => tx.delete(imports).where(eq(imports.id, id)))
}

async function deleteRows(store: Store, id: string, { good = false } = {}): Promise<void> {
  const which = and(eq(importRows.importId, id), good ? ne(importRows.state, 'faulty') : undefined)
  await inSteps(store, async (tx) => {
    const some = tx.select({ id: importRows.id }).from(importRows).where(which).limit(rowsPerBatch)
    const gone = await tx
      .delete(importRows)
      .where(inArray(importRows.id, some))
      .returning({ id: importRows.id })
    return gone.length === rowsPerBatch
  })
}
