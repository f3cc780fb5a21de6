import { pgSchema } from 'drizzle-orm/pg-core'
import { onTestFinished } from 'vitest'
import { instant, table, text } from '#/db/columns.ts'
import { openStore } from '#/db/store/index.ts'
import { engine, type Store } from '#/db/store/store.ts'
import { newTestLocation } from './store.ts'

/** The journal of applied migrations. */
const drizzleSchema = pgSchema('drizzle').table as unknown as typeof table
const journal = (engine === 'postgres' ? drizzleSchema : table)('__drizzle_migrations', {
  hash: text('hash').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** Records a migration that this version does not know, as a newer version does. */
export async function migrateUnder(store: Store): Promise<void> {
  await store.transact(async (tx) => {
    await tx.insert(journal).values({ hash: 'of a later version', createdAt: 4_000_000_000_000 })
  })
}

/** An empty store of its own for the running test, since test stores share the journal on PostgreSQL. */
export async function openOwnStore(): Promise<Store> {
  const store = await openStore(await newTestLocation())
  let closing: Promise<void> | undefined
  const close = () => (closing ??= store.close())
  onTestFinished(close)
  return { ...store, close }
}
