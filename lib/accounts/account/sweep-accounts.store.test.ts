import { eq, isNull } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { day, hour, moveClock } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { openTestStore } from '#/tests/store.ts'
import { sweepAccounts } from './sweep-accounts.ts'

test('handles each wanted account once per period, in limited runs, and continues after a stop', async () => {
  onTestFinished(() => moveClock(0))
  const store = await openTestStore()
  await store.transact(async (tx) => {
    for (let n = 0; n < 250; n++) await buildAccount(tx, { slug: `a-${n}`, closedAt: n < 10 ? 1 : null })
  })
  const worked: string[] = []
  const dateAll = sweepAccounts({
    turn: { name: 'sweep', every: day },
    most: 150,
    isWanted: isNull(accounts.drillDueAt),
    work: async (tx, some) => {
      for (const { id } of some) {
        worked.push(id)
        await tx.update(accounts).set({ drillDueAt: 1 }).where(eq(accounts.id, id))
      }
      return some.length
    },
  })
  expect(await dateAll(store, AbortSignal.abort())).toBe(0)
  expect((await Promise.all([dateAll(store), dateAll(store)])).sort()).toEqual([0, 200])
  expect(await dateAll(store)).toBe(40)
  expect(new Set(worked).size).toBe(240)
  expect(worked).toHaveLength(240)
  await store.transact((tx) => tx.update(accounts).set({ drillDueAt: null }).where(eq(accounts.slug, 'a-99')))
  moveClock(day - hour)
  expect(await dateAll(store)).toBe(0)
  moveClock(day + hour)
  expect(await dateAll(store)).toBe(1)
})
