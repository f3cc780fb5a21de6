import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { engine } from '#/db/engine.ts'
import { settings } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { openTestStore } from '#/tests/store.ts'
import { isStoreFailure } from './failure.ts'

/** What `run` throws. */
async function thrownBy(run: () => unknown): Promise<unknown> {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

test('a query that fails, and a store that is closed, are failures of the store', async () => {
  const store = await openTestStore()
  const failing = () =>
    store.transact(async (tx) => tx.select({ no: sql`no_such_function()` }).from(settings))
  expect(isStoreFailure(await thrownBy(failing))).toBe(true)
  await store.close()
  expect(isStoreFailure(await thrownBy(() => store.read.select().from(settings)))).toBe(true)
  expect(isStoreFailure(await thrownBy(() => store.transact((tx) => tx.select().from(settings))))).toBe(true)
})

test('a store that cannot be opened is one', async () => {
  const location =
    engine === 'postgres' ? { url: 'postgres://127.0.0.1:1/none' } : { file: join('/proc', 'none.sqlite') }
  expect(isStoreFailure(await thrownBy(() => openStore(location)))).toBe(true)
})

test('what a row may not hold is none', async () => {
  const store = await openTestStore()
  const twice = () =>
    store.transact((tx) => tx.insert(settings).values([1, 2].map((value) => ({ key: 'a', value }))))
  expect(isStoreFailure(await thrownBy(twice))).toBe(false)
})
