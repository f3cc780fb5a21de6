import { describe, expect, onTestFinished, test } from 'vitest'
import { limits as counts } from '#/db/schema/record.ts'
import { openStore } from '#/db/store/index.ts'
import type { Taken } from '#/db/words/people.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { deleteOld } from '#/lib/privacy/retention/old-rows.ts'
import { newTestLocation, openTestStore, perTest } from '#/tests/store.ts'
import { consumeLimit, countAttempt, refund } from './count.ts'
import { limits } from './table.ts'
import { retryAfter } from './too-many.ts'

const { most, span } = limits['address-changes']
const running = new AbortController().signal

const store = perTest(openTestStore)

const take = (whom: string, points?: number) =>
  store.transact((tx) => consumeLimit(tx, 'address-changes', whom, points))
const refusal = { code: 'too-many', params: { minutes: 15 } }

describe('a limit', () => {
  test('lets the allowed number of each through, and more once the span is over', async () => {
    for (let times = 0; times < most; times++) await take('ada')
    await expect(take('ada')).rejects.toMatchObject(refusal)
    await take('bob')
    moveClock(span - minute)
    await expect(take('ada')).rejects.toMatchObject({ code: 'too-many', params: { minutes: 1 } })
    moveClock(span + 1)
    for (let times = 0; times < most; times++) await take('ada')
    await expect(take('ada')).rejects.toMatchObject(refusal)
  })

  test('refuses a batch over the limit as a whole, and counts nothing of it', async () => {
    await take('ada', most - 1)
    await expect(take('ada', 2)).rejects.toMatchObject(refusal)
    await take('ada')
    await expect(take('bob', most + 1)).rejects.toMatchObject(refusal)
    await take('bob', most)
  })

  test('counts nothing for failed work, but counts an attempt whatever follows', async () => {
    const failing = store.transact(async (tx) => {
      await consumeLimit(tx, 'address-changes', 'ada', most)
      throw new Error('failed')
    })
    await expect(failing).rejects.toThrow('failed')
    await take('ada')
    for (let times = 1; times < most; times++) await countAttempt(store, 'address-changes', 'ada')
    await expect(countAttempt(store, 'address-changes', 'ada')).rejects.toMatchObject(refusal)
  })

  test('refunds honest points, never more than were counted', async () => {
    const back = (...taken: Taken[]) => store.transact((tx) => refund(tx, taken))
    await take('ada', most - 1)
    await back(await take('ada'))
    await take('ada')
    await expect(take('ada')).rejects.toMatchObject(refusal)
    const once = await take('bob')
    await back(once, once, once)
    await take('bob', most)
    await expect(take('bob')).rejects.toMatchObject(refusal)
  })

  test('refunds nothing of an older span', async () => {
    const old = await take('ada')
    moveClock(span + 1)
    await take('ada', most)
    await store.transact((tx) => refund(tx, [old]))
    await expect(take('ada')).rejects.toMatchObject(refusal)
  })

  test('locks nobody out after the clock is set back', async () => {
    moveClock(60 * minute)
    await take('ada', most)
    moveClock(0)
    await take('ada', most)
    await expect(take('ada')).rejects.toMatchObject(refusal)
  })

  test('lets no more through when an instance with a slow clock continues the count', async () => {
    await take('ada')
    moveClock(-minute / 2)
    for (let times = 1; times < most; times++) await take('ada')
    await expect(take('ada')).rejects.toMatchObject({ code: 'too-many' })
  })

  test('stores only a keyed hash of the subject, and only for the span', async () => {
    await take('ada@aurora.example')
    await take('192.0.2.7')
    const rows = await store.read.select().from(counts)
    expect(rows.map(({ key }) => key).join(' ')).toMatch(/^(address-changes [\w-]{27} ?){2}$/)
    await deleteOld(store, 'limits', running)
    expect(await store.read.$count(counts)).toBe(2)
    moveClock(span + 1)
    await take('192.0.2.7')
    await deleteOld(store, 'limits', running)
    expect((await store.read.select().from(counts)).map(({ resetAt }) => resetAt > now())).toEqual([true])
  })

  test('shows long waits in hours', async () => {
    const { most } = limits.announcements
    await store.transact((tx) => consumeLimit(tx, 'announcements', 'ada', most))
    const refused = await store
      .transact((tx) => consumeLimit(tx, 'announcements', 'ada'))
      .catch((error) => error)
    expect(refused).toMatchObject({ code: 'too-often', params: { hours: 24 } })
    expect(retryAfter(refused)).toBe(86_400)
    expect(retryAfter(new Error('another'))).toBeNull()
  })
})

test('lets no more through when instances race', async () => {
  const location = await newTestLocation()
  const stores = [await openStore(location), await openStore(location), await openStore(location)]
  onTestFinished(async () => void (await Promise.all(stores.map((one) => one.close()))))
  const tries = stores.flatMap((one) =>
    Array.from({ length: most + 2 }, (_, n) =>
      n % 2
        ? countAttempt(one, 'address-changes', 'ada')
        : one.transact((tx) => consumeLimit(tx, 'address-changes', 'ada')),
    ),
  )
  const outcomes = await Promise.allSettled(tries)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(most)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'too-many' })
  }
})
