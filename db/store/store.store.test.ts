import { eq } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sessions } from '#/db/schema/people.ts'
import { settings } from '#/db/schema/record.ts'
import { startBreakingProxy } from '#/tests/breaking-proxy.ts'
import { migrateUnder, openOwnStore } from '#/tests/newer-version.ts'
import { newTestLocation, openTestStore, perTest } from '#/tests/store.ts'
import { isStoreFailure } from './failure.ts'
import { openStore } from './index.ts'
import { knownMigrations } from './migrations.ts'
import { engine, type Reader, StoreError, type Writer } from './store.ts'

const store = perTest(openTestStore)

const put = (tx: Writer, key: string, value: unknown = key) => tx.insert(settings).values({ key, value })

async function keys(reader: Reader): Promise<string[]> {
  const rows = await reader.select({ key: settings.key }).from(settings)
  return rows.map((row) => row.key).sort()
}

test.each(['42', 'true', 'null', '[]', '{"a":1}', '"quoted"', '', 'Desk', 42, false, ['1'], { a: '2' }])(
  'answers JSON as it was stored: %j',
  async (value) => {
    await store.transact((tx) => put(tx, 'a', value))
    expect(await store.read.select({ value: settings.value }).from(settings)).toEqual([{ value }])
  },
)

describe('transact', () => {
  test('rolls back work with a failed query', async () => {
    await store.transact((tx) => put(tx, 'taken'))
    const failing = store.transact(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'taken')
    })
    await expect(failing).rejects.toThrow()
    expect(await keys(store.read)).toEqual(['taken'])
  })

  test('rolls back a failing work alone among those queued at the same time', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((key) =>
        store.transact(async (tx) => {
          await put(tx, key)
          if (key === 'c') throw new Error('no')
          return key
        }),
      ),
    )
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
      'a',
      'b',
      'no',
      'd',
      'e',
    ])
    expect(await keys(store.read)).toEqual(['a', 'b', 'd', 'e'])
  })

  test('sees its own writes, which others see only after the commit', async () => {
    const seen = await store.transact(async (tx) => {
      await put(tx, 'a')
      return { inside: await keys(tx), outside: await keys(store.read) }
    })
    expect(seen).toEqual({ inside: ['a'], outside: [] })
  })

  test('refuses a nested transact, and rolls back', async () => {
    const nested = store.transact(async (tx) => {
      await put(tx, 'outer')
      await store.transact((inner) => put(inner, 'inner'))
    })
    await expect(nested).rejects.toThrow(StoreError)
    expect(await keys(store.read)).toEqual([])
  })

  test('refuses a row with a dangling reference', async () => {
    const orphan = { id: 's', userId: 'nobody', method: 'code', createdAt: 1, lastUsedAt: 1 } as const
    await expect(store.transact((tx) => tx.insert(sessions).values(orphan))).rejects.toThrow()
  })
})

test('onCommit calls its listener after a commit, which the listener can read, until the caller ends it', async () => {
  const read: Promise<string[]>[] = []
  const end = store.onCommit(() => read.push(keys(store.read)))
  await store.transact((tx) => put(tx, 'a'))
  expect(await Promise.all(read)).toEqual([['a']])
  end()
  await store.transact((tx) => put(tx, 'b'))
  expect(read).toHaveLength(1)
})

describe('openStore', () => {
  test('opens a migrated store again and finds its rows', async () => {
    const location = await newTestLocation()
    const first = await openStore(location)
    await first.transact((tx) => put(tx, 'kept', { deep: [1, 'two', null] }))
    await first.close()
    const second = await openStore(location)
    const rows = await second.read.select().from(settings)
    const version = await second.schemaVersion()
    await second.close()
    expect(rows).toEqual([{ key: 'kept', value: { deep: [1, 'two', null] } }])
    expect(version).toBe(knownMigrations(second.engine))
  })

  test('refuses a store written by a newer version, and says what to do', async () => {
    const location = await newTestLocation()
    const opened = await openStore(location)
    await migrateUnder(opened)
    await opened.close()
    await expect(openStore(location)).rejects.toThrow(/newer Recapito.*restore a backup/)
  })
})

test('refuses writes once a newer version has migrated the store, but not outcomes and reads', async () => {
  const store = await openOwnStore()
  await migrateUnder(store)
  const [write, outcome] = await Promise.allSettled([
    store.transact((tx) => put(tx, 'a')),
    store.transact((tx) => put(tx, 'b'), { settles: true }),
  ])
  expect(write).toMatchObject({ status: 'rejected', reason: expect.any(StoreError) })
  expect(write.status === 'rejected' && isStoreFailure(write.reason)).toBe(true)
  expect(outcome.status).toBe('fulfilled')
  expect(store.outdated.aborted).toBe(true)
  expect(await keys(store.read)).toEqual(['b'])
})

test('serializes two works that read and then write the same: the second sees the first’s row', async () => {
  const store = await openTestStore()
  const writeOnce = () =>
    store.transact(async (tx) => {
      const known = await tx.$count(settings, eq(settings.key, 'once'))
      if (known === 0) await tx.insert(settings).values({ key: 'once', value: 1 })
      return known
    })
  const seen = await Promise.all(Array.from({ length: 6 }, writeOnce))
  expect(seen.toSorted()).toEqual([0, 1, 1, 1, 1, 1])
})

if (engine === 'postgres') {
  test.each(['begin', 'insert into', 'commit', 'rollback'])(
    'replaces connections that break at %s, more than the pool holds',
    async (word) => {
      const location = await newTestLocation()
      const proxy = await startBreakingProxy('url' in location ? location.url : '')
      const store = await openStore({ url: proxy.url })
      onTestFinished(() => store.close())
      const work = async (tx: Writer) => {
        await put(tx, 'a')
        if (word === 'rollback') throw new Error('Nothing of this is to stay.')
      }
      proxy.breakAt = word
      for (let time = 0; time < 12; time++) await expect(store.transact(work)).rejects.toThrow()
      proxy.breakAt = null
      expect(await keys(store.read)).toEqual([])
      await store.transact((tx) => put(tx, 'b'))
      expect(await keys(store.read)).toEqual(['b'])
    },
  )

  test('drops connections to a database that silently disappeared, and reconnects', async () => {
    const location = await newTestLocation()
    const proxy = await startBreakingProxy('url' in location ? location.url : '')
    const { openPostgres } = await import('./postgres.ts')
    const store = await openPostgres(proxy.url, { patience: 5000 })
    onTestFinished(() => store.close())
    const write = (key: string) => store.transact((tx) => put(tx, key))
    const write10 = () => Promise.allSettled(Array.from({ length: 10 }, (_, n) => write(String(n))))
    await write10()
    proxy.silence()
    const failed = (await write10()).map((one) => one.status === 'rejected' && isStoreFailure(one.reason))
    expect(failed).toEqual(Array(10).fill(true))
    await write('a')
    expect(await keys(store.read)).toContain('a')
    proxy.silence()
    await expect(keys(store.read)).rejects.toSatisfy(isStoreFailure)
    expect(await keys(store.read)).toContain('a')
  })
}
