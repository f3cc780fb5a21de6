import { expect, onTestFinished, test } from 'vitest'
import { limits as counts } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import { moveClock, now } from '#/lib/platform/values/clock.ts'
import { deleteOld } from '#/lib/privacy/retention/old-rows.ts'
import { newTestLocation } from '#/tests/store.ts'
import { createSharedRate } from './shared-rate.ts'

/** So slow that nothing flows in during a test. */
const slow = { perSecond: 0.01, atOnce: 100 }
const limit = { perSecond: 10, atOnce: 100 }

/** Starts `count` instances that each open the same store, and returns them and the store. */
async function startInstances(count: number, rate = slow) {
  onTestFinished(() => moveClock(0))
  const location = await newTestLocation()
  const stores = await Promise.all(Array.from({ length: count }, () => openStore(location)))
  onTestFinished(async () => void (await Promise.all(stores.map((store) => store.close()))))
  const instances = stores.map((store) => createSharedRate('test', rate, () => Promise.resolve(store)))
  return { instances, store: stores[0] as (typeof stores)[0], settleAll }

  async function settleAll() {
    // Twice: the first to settle learns of the others' takings only then.
    for (let round = 0; round < 2; round++) await Promise.all(instances.map((one) => one.settle()))
  }
}

test('shares consumption between synchronised instances, for each subject separately', async () => {
  const { instances, settleAll } = await startInstances(3)
  for (const [index, one] of instances.entries()) {
    for (let n = 0; n < 10 * (index + 1); n++) expect(one.take('ada')).toBe(0)
    one.take('bob')
  }
  await settleAll()
  // The first to settle learns of the others at its next settling: 60 of 100 are gone by then, and its own; not yet the
  // last one of each other.
  for (const one of instances) one.take('ada')
  await settleAll()
  let passed = 0
  while (instances[0]?.take('ada') === 0) passed++
  expect([37, 38, 39]).toContain(passed)
  expect(instances[0]?.take('bob')).toBe(0)
})

test('makes all instances wait for what they let through together beyond the rate', async () => {
  const { instances, settleAll } = await startInstances(3, limit)
  let passed = 0
  const began = now()
  for (let second = 0; second < 120; second++) {
    moveClock(second * 1000)
    for (const one of instances) while (one.take('ada') === 0) passed++
    await settleAll()
  }
  const flowed = ((now() - began) / 1000) * limit.perSecond
  // Once what each could alone, then what flows in, and a second's worth each that the others have not heard of.
  expect(passed).toBeGreaterThanOrEqual(limit.atOnce + flowed * 0.9)
  expect(passed).toBeLessThanOrEqual(3 * limit.atOnce + flowed)
})

test('loses nothing when the clock is set back, and keeps nothing for long', async () => {
  const { instances, store, settleAll } = await startInstances(2)
  moveClock(3_600_000)
  for (const one of instances) one.take('ada', 40)
  await settleAll()
  moveClock(0)
  for (const one of instances) one.take('ada')
  await settleAll()
  // 82 of 100 are owed: 18 are left.
  const waits = [instances[0]?.take('ada', 17), instances[0]?.ask('ada'), instances[0]?.take('ada')]
  expect(waits).toEqual([0, 0, 0])
  await settleAll()
  expect(instances[1]?.take('ada')).toBe(0)
  await settleAll()
  expect(instances.map((one) => one.ask('ada') > 0)).toEqual([true, true])
  moveClock(30_000_000)
  await deleteOld(store, 'limits')
  expect(await store.read.$count(counts)).toBe(0)
})

test('lets each instance continue alone while the store does not answer, and settles later', async () => {
  const { instances, store, settleAll } = await startInstances(2)
  const alone = createSharedRate('test', slow, () => Promise.reject(new Error('the store is away')))
  for (let n = 0; n < 100; n++) expect(alone.take('ada')).toBe(0)
  await expect(alone.settle()).rejects.toThrow('the store is away')
  expect(alone.ask('ada')).toBeGreaterThan(0)

  let away = true
  const lame = createSharedRate('test', slow, () =>
    away ? Promise.reject(new Error('the store is away')) : Promise.resolve(store),
  )
  lame.take('ada', 100)
  await lame.settle().catch(() => undefined)
  away = false
  await lame.settle()
  instances[0]?.take('ada')
  await settleAll()
  expect(instances[0]?.ask('ada')).toBeGreaterThan(0)
})
