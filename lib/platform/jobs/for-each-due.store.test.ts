import { asc, eq, isNull } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import type { Store } from '#/db/store/store.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { openTestStore } from '#/tests/store.ts'
import { forEachDue } from './for-each-due.ts'

let store: Store
let worked: string
beforeEach(async () => {
  store = await openTestStore()
  worked = ''
  await store.transact(async (tx) => {
    for (const slug of ['a', 'b', 'c', 'd']) await buildAccount(tx, { slug })
  })
})

const failing = new Set<string>()
const defineJob = () =>
  forEachDue({
    most: 2,
    due: (read, most) =>
      read
        .select({ id: accounts.id, slug: accounts.slug })
        .from(accounts)
        .where(isNull(accounts.nudgedAt))
        .orderBy(asc(accounts.slug))
        .limit(most),
    work: async (tx, { id, slug }) => {
      if (failing.has(slug)) throw new Error(slug)
      worked += slug
      await tx.update(accounts).set({ nudgedAt: 1 }).where(eq(accounts.id, id))
      return true
    },
  })

test('processes failed rows after all others, and immediately once they work again', async () => {
  const job = defineJob()
  failing.add('a').add('b')
  await expect(job(store)).rejects.toThrow(AggregateError)
  expect(await job(store)).toBe(2)
  expect(worked).toBe('cd')
  await expect(job(store)).rejects.toThrow(AggregateError)
  failing.clear()
  expect(await job(store)).toBe(2)
  expect(worked).toBe('cdab')
  expect(await job(store)).toBe(0)
})

test('stops on request, and continues later', async () => {
  const job = defineJob()
  expect(await job(store, AbortSignal.abort())).toBe(0)
  expect(await job(store)).toBe(2)
  expect(worked).toBe('ab')
})
