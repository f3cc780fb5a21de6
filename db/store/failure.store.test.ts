import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { settings } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { openTestStore } from '#/tests/store.ts'
import { isStoreFailure } from './failure.ts'
import { engine } from './store.ts'

async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

test('calls a failed query, and a store that is closed or cannot open, failures of the store', async () => {
  const store = await openTestStore()
  const unknown = sql`no_such_function()`
  const failing = () => store.transact(async (tx) => tx.select({ no: unknown }).from(settings))
  expect(isStoreFailure(await thrownBy(failing))).toBe(true)
  await store.close()
  expect(isStoreFailure(await thrownBy(() => store.read.select().from(settings)))).toBe(true)
  expect(isStoreFailure(await thrownBy(() => store.transact((tx) => tx.select().from(settings))))).toBe(true)
  const nowhere =
    engine === 'postgres' ? { url: 'postgres://127.0.0.1:1/none' } : { file: join('/proc', 'none.sqlite') }
  expect(isStoreFailure(await thrownBy(() => openStore(nowhere)))).toBe(true)
})

test('calls a full disk a failure of the store, also inside another error', async () => {
  const full = new Sqlite(':memory:')
  full.exec('create table t (a); pragma max_page_count = 3')
  const error = await thrownBy(() => full.exec('insert into t values (zeroblob(100000))'))
  expect(error).toMatchObject({ code: 'SQLITE_FULL' })
  expect(isStoreFailure(error)).toBe(true)
  expect(isStoreFailure(new Error('wrapped', { cause: error }))).toBe(true)
})

test('calls neither a refused row nor any other error a failure of the store', async () => {
  const store = await openTestStore()
  const twice = () =>
    store.transact((tx) => tx.insert(settings).values([1, 2].map((value) => ({ key: 'a', value }))))
  const others = [await thrownBy(twice), new AppError('not-found'), new TypeError('x is none'), 'text', null]
  for (const error of others) expect(isStoreFailure(error)).toBe(false)
})
