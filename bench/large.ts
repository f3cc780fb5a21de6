import { startPostgres } from '../tests/postgres-server.ts'
import { measureExport } from './accounts-export.ts'
import { compareTables, timeAccountsTable } from './accounts-table.ts'
import { measureAnnouncement } from './announcement.ts'
import { measureManyBrands } from './brand.ts'
import { type LargeStore, makePostgresStore, makeSqliteStore } from './large-store.ts'
import { measureScheduling } from './scheduling.ts'
import type { Row } from './table.ts'

const few = 1000
const many = 100_000
const longestSeed = 120

/** Measures support's pages with a hundred thousand accounts and a million deliveries, on both engines. */
export async function measureLarge(): Promise<Row[]> {
  const postgres = await startPostgres()
  try {
    return [
      ...(await measureEngine(makeSqliteStore)),
      ...(await measureEngine((accounts) => makePostgresStore(postgres, accounts))),
    ]
  } finally {
    await postgres.stop()
  }
}

async function measureEngine(make: (accounts: number) => Promise<LargeStore>): Promise<Row[]> {
  const small = await make(few)
  const fewTimes = await timeAccountsTable(small)
  await small.close()
  const store = await make(many)
  try {
    return [
      {
        what: `A store of ${many.toLocaleString('en')} accounts and a million deliveries is made, ${store.engine}`,
        measured: `${store.seconds.toFixed(0)} s`,
        goal: `< ${longestSeed} s`,
        passed: store.seconds < longestSeed,
      },
      ...compareTables(store, await timeAccountsTable(store), fewTimes),
      ...(await measureManyBrands(store)),
      ...(await measureExport(store)),
      ...(await measureAnnouncement(store)),
      ...(await measureScheduling(store)),
    ]
  } finally {
    await store.close()
  }
}
