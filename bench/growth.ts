import { statSync } from 'node:fs'
import { storeFile } from '../e2e/server.ts'
import { findAccountsOf } from './growth-pages.ts'
import { fillIntakeStore } from './intake-store.ts'
import { type LargeStore, makeSqliteStore } from './large-store.ts'
import { readMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { sendEvents } from './senders.ts'
import type { Row } from './table.ts'

const sizes = [1_000, 10_000, 100_000]
const seconds = 5

/** Measures how the cost of common actions grows with the number of accounts, on SQLite: reported, without a goal. */
export async function measureGrowth(): Promise<Row[]> {
  const columns: Record<string, string>[] = []
  for (const accounts of sizes) {
    const store = await makeSqliteStore(accounts)
    columns.push(await measureStore(store).finally(() => store.close()))
  }
  const of = sizes.map((size) => size.toLocaleString('en')).join(' → ')
  return Object.keys(columns[0] ?? {}).map((what) => ({
    what: `${what}; ${of} accounts`,
    measured: columns.map((column) => column[what]).join(' → '),
    goal: '',
  }))
}

async function measureStore(store: LargeStore): Promise<Record<string, string>> {
  const folder = store.environment.DATA_DIR ?? ''
  const key = await fillIntakeStore(folder)
  const began = performance.now()
  const server = await store.start({ WORKER: 'off' })
  const start = performance.now() - began
  try {
    const times: Record<string, string> = {}
    for (const { name, path, cookie } of await findAccountsOf(store)) {
      const { p95 } = await measurePages(server.url, cookie, [path])
      times[`${name}, 95th percentile, ms`] = p95.toFixed(0)
    }
    const target = { url: server.url, key }
    await sendEvents(target, { duration: 1, connections: 16 })
    const { perSecond } = await sendEvents(target, { duration: seconds, connections: 16 })
    return {
      'Size of the store, MB': (statSync(storeFile(folder)).size / 1024 ** 2).toFixed(0),
      'Seconds to fill it': store.seconds.toFixed(0),
      'Start to first healthy answer, ms': start.toFixed(0),
      ...times,
      'Single events a second': perSecond.toFixed(0),
      'Memory after all this, MB': readMemory(server.pid).toFixed(0),
    }
  } finally {
    await server.stop()
  }
}
