import { setImmediate } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { settings } from '#/db/schema/record.ts'
import { getMetrics } from '#/lib/platform/log/metrics.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { countCallsAsTime } from '#/tests/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { newTestLocation } from '#/tests/store.ts'
import { openStore } from './index.ts'
import {
  engine,
  exclusive,
  exclusiveReadCommitted,
  type Store,
  type TransactOptions,
  type Writer,
} from './store.ts'

async function openTwo(): Promise<[Store, Store]> {
  const location = await newTestLocation()
  // SQLite has one writer, so two stores of one file would only wait for each other's connection.
  const one = await openStore(location)
  const other = engine === 'postgres' ? await openStore(location) : one
  onTestFinished(async () => {
    await one.close()
    if (other !== one) await other.close()
  })
  return [one, other]
}

const put = (tx: Writer, key: string) => tx.insert(settings).values({ key, value: 1 })

test.each([
  ['read committed', exclusiveReadCommitted],
  ['serializable', exclusive],
])(
  'serialized work of two instances begins after the previous work has committed (%s)',
  async (_, options) => {
    const stores = await openTwo()
    const seen: number[] = []
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        stores[n % 2]?.transact(async (tx) => {
          seen.push(await tx.$count(settings))
          await setImmediate()
          await put(tx, `${n}`)
        }, options),
      ),
    )
    // Each saw all before it, and none ran twice.
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => n))
  },
)

test('releases the exclusive lock when the work fails', async () => {
  const [one, other] = await openTwo()
  const failing = (store: Store) =>
    store.transact(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'a')
    }, exclusive)
  for (const store of [one, other, one]) await expect(failing(store)).rejects.toThrow()
  await other.transact((tx) => put(tx, 'b'), exclusive)
  await one.transact((tx) => put(tx, 'c'), exclusiveReadCommitted)
  expect(await one.read.$count(settings)).toBe(2)
})

test('waits for the exclusive lock on one connection, so that pages have the others', async () => {
  const [one, other] = await openTwo()
  const mayEnd = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const long = other.transact(async (tx) => {
    await put(tx, 'long')
    begun.resolve()
    await mayEnd.promise
  }, exclusive)
  await begun.promise
  // More than the pool has connections.
  const waiting = Array.from({ length: 15 }, (_, n) => one.transact((tx) => put(tx, `${n}`), exclusive))
  expect(await one.read.$count(settings)).toBe(0)
  if (engine === 'postgres') await one.transact((tx) => put(tx, 'not exclusive'))
  mayEnd.resolve()
  await Promise.all([long, ...waiting])
})

if (engine === 'postgres') {
  const retriesOf = async () => (await getMetrics().retries.get()).values

  test('counts retries by statement, room and SQLSTATE', async () => {
    const [one, other] = await openTwo()
    getMetrics().retries.reset()
    await one.transact((tx) => put(tx, 'a'))
    const change = (tx: Writer, value: number) =>
      tx.update(settings).set({ value }).where(eq(settings.key, 'a')).then()
    const hasRead = Promise.withResolvers<void>()
    const mayWrite = Promise.withResolvers<void>()
    let tries = 0
    const late = runAs(
      'portal',
      () =>
        one.transact(async (tx) => {
          tries++
          await tx.$count(settings)
          hasRead.resolve()
          await mayWrite.promise
          await change(tx, 3)
        }),
      'forms',
    )
    await hasRead.promise
    await other.transact((tx) => change(tx, 2))
    mayWrite.resolve()
    await late
    expect(tries).toBe(2)
    expect(await retriesOf()).toMatchObject([
      { labels: { statement: 'update settings', room: 'forms', code: '40001' }, value: 1 },
    ])
  })

  test('waits for an instance that holds the exclusive lock for long, and counts that', async () => {
    const [one, other] = await openTwo()
    const mayEnd = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const long = other.transact(async () => {
      begun.resolve()
      await mayEnd.promise
    }, exclusiveReadCommitted)
    await begun.promise
    getMetrics().retries.reset()
    const waiting = one.transact((tx) => put(tx, 'a'), exclusive)
    await eventually(async () => expect(await retriesOf()).toMatchObject([{ labels: { code: '55P03' } }]))
    mayEnd.resolve()
    await Promise.all([long, waiting])
    expect(await one.read.$count(settings)).toBe(1)
  })

  test('an instance that is suspended with the exclusive lock loses it', async () => {
    const lose = async (options: TransactOptions) => {
      const [one, other] = await openTwo()
      const suspended = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const lost = other.transact(async (tx) => {
        await put(tx, 'lost')
        begun.resolve()
        await suspended.promise
      }, options)
      await begun.promise
      await one.transact((tx) => put(tx, 'a'), options)
      suspended.resolve()
      await expect(lost).rejects.toThrow()
      expect(await one.read.select({ key: settings.key }).from(settings)).toEqual([{ key: 'a' }])
    }
    await Promise.all([exclusive, exclusiveReadCommitted].map(lose))
  })

  test('runs work again that wrote a row which another wrote first, twice at most', async () => {
    const [store] = await openTwo()
    let tries = 0
    const duplicate = Object.assign(new Error('duplicate key'), { severity: 'ERROR', code: '23505' })
    const failing = (times: number) => {
      tries = 0
      return store.transact(async () => {
        if (++tries <= times) throw duplicate
      })
    }
    await failing(2)
    expect(tries).toBe(3)
    await expect(failing(3)).rejects.toBe(duplicate)
  })

  test('retries conflicting work more than eight times', async () => {
    const [store] = await openTwo()
    countCallsAsTime()
    let tries = 0
    const deadlock = Object.assign(new Error('deadlock detected'), { severity: 'ERROR', code: '40P01' })
    const work = store.transact(async (tx) => {
      if (++tries <= 30) throw deadlock
      await put(tx, 'a')
    })
    await work
    expect(tries).toBe(31)
    await eventually(async () => expect(await store.read.$count(settings)).toBe(1))
  })
}
