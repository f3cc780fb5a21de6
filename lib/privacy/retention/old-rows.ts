import { and, inArray, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Store } from '#/db/store/store.ts'
import { sweep } from '#/lib/platform/jobs/sweep.ts'
import { readSettings } from '#/lib/platform/settings/queries.ts'
import { inSteps } from '#/lib/platform/store/pause.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { deleteBatch, isParent } from '#/lib/privacy/deletion/delete-rows.ts'
import { ruleOf } from '#/lib/privacy/personal-data/data-rules.ts'
import { findKey, type TableName, tables } from '#/lib/privacy/personal-data/tables.ts'
import { retentionDays } from './retained-rows.ts'

/** Deletes a table's expired and unused rows, in small transactions with pauses. */
export async function deleteOld(store: Store, name: TableName, stopping?: AbortSignal): Promise<void> {
  const { kept = {}, isUnused, unindexed } = ruleOf(name)
  const settings = await readSettings(store.read)
  const old = Object.values(kept).map(({ period, isOld }) =>
    isOld(now() - retentionDays(period, settings) * day),
  )
  for (const isOld of [isUnused?.(), ...old]) {
    if (!isOld) continue
    if (unindexed) await sweepOld(store, tables[name], isOld, stopping)
    else {
      // A single statement locks the rows it changes.
      const isolation = isParent(name) ? 'serializable' : 'read committed'
      await inSteps(store, async (tx) => (await deleteBatch(tx, name, isOld)) > 0, { stopping, isolation })
    }
  }
}

async function sweepOld(store: Store, table: SQLiteTable, isOld: SQL, stopping?: AbortSignal): Promise<void> {
  const key = findKey(table)?.column
  if (!key) throw new Error('A table without a key cannot be walked.')
  const sweepAll = sweep({
    table,
    key,
    find: (read, within) => read.select({ key }).from(table).where(and(within, isOld)),
    work: async (tx, some) => {
      const keys = some.map((row) => row.key)
      await tx.delete(table).where(and(inArray(key, keys), isOld))
      return keys.length
    },
    atOnce: 500,
  })
  await sweepAll(store, stopping)
}
