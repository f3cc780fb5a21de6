import { isNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { erasures } from '#/db/schema/record.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { defineLease } from './with-lease.ts'

const store = perTest(openTestStore)
const lease = defineLease({ table: erasures, length: minute, isOpen: isNull(erasures.finishedAt) })

async function addWork(): Promise<string> {
  const id = newId()
  await store.transact((tx) => tx.insert(erasures).values({ id, askedAt: 1, found: {} }))
  return id
}
const hold = (holder: { id: string; owner: string }) => store.transact((tx) => lease.hold(tx, holder))

test('a row has one worker, until its lease has ended', async () => {
  const id = await addWork()
  const [first, second] = [
    { id, owner: 'first' },
    { id, owner: 'second' },
  ]
  expect([await lease.claim(store, first), await lease.claim(store, second)]).toEqual([true, false])
  expect(await hold(second)).toBeNull()
  expect(await hold(first)).toMatchObject({ id, leaseOwner: 'first' })
  moveClock(minute + 1)
  expect(await lease.claim(store, second)).toBe(true)
})

test('a lease from before the clock was set back does not keep others away', async () => {
  const id = await addWork()
  moveClock(10 * minute)
  await lease.claim(store, { id, owner: 'first' })
  moveClock(0)
  expect(await lease.claim(store, { id, owner: 'second' })).toBe(true)
})

test('a worker that lost its row to another no longer holds it, and cannot release it', async () => {
  const id = await addWork()
  const [sleeper, second] = [
    { id, owner: 'sleeper' },
    { id, owner: 'second' },
  ]
  await lease.claim(store, sleeper)
  moveClock(minute + 1)
  await lease.claim(store, second)
  expect(await hold(sleeper)).toBeNull()
  await lease.release(store, sleeper)
  expect(await store.read.select().from(erasures)).toMatchObject([{ leaseOwner: 'second' }])
  expect(await hold(second)).toMatchObject({ id })
})

test('nobody holds finished work', async () => {
  const holder = { id: await addWork(), owner: 'first' }
  await lease.claim(store, holder)
  await store.transact((tx) => tx.update(erasures).set({ finishedAt: 2 }))
  expect(await hold(holder)).toBeNull()
})
