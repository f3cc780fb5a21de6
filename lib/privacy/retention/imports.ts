import { and, inArray, lt } from 'drizzle-orm'
import { imports } from '#/db/schema/imports.ts'
import type { Store } from '#/db/store/store.ts'
import { type ImportState, importDays } from '#/db/words/imports.ts'
import { deleteImport } from '#/lib/changes/imports/stage.ts'
import { hour, now } from '#/lib/platform/values/clock.ts'

/** A check takes seconds, minutes at the command line: one that old was cut off. */
const longestCheck = 2 * hour

/** Deletes imports after 90 days, since their rows hold addresses, and at once what was left of a check that was cut off. */
export async function deleteOldImports(store: Store): Promise<void> {
  await deleteBefore(store, now() - importDays * 24 * hour, ['checked', 'refused', 'stopped', 'done'])
  await deleteBefore(store, now() - longestCheck, ['checking'])
}

async function deleteBefore(store: Store, before: number, states: ImportState[]): Promise<void> {
  const old = await store.read
    .select({ id: imports.id })
    .from(imports)
    .where(and(lt(imports.createdAt, before), inArray(imports.state, states)))
  for (const { id } of old) await deleteImport(store, id)
}
