import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { day, hour, moveClock } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { openTestStore } from '#/tests/store.ts'
import { walkAccounts } from './walk.ts'

test('all that are wanted, once in its time, a run’s worth at a time and each once, also where it was stopped', async () => {
  onTestFinished(() => moveClock(0))
  const store = await openTestStore()
  await store.transact(async (tx) => {
    for (let n = 0; n < 250; n++) await buildAccount(tx, { slug: `a-${n}`, closedAt: n < 10 ? 1 : null })
  })
  const worked: string[] = []
  const walk = (stopping?: AbortSignal) =>
    walkAccounts(
      store,
      {
        turn: 'walk',
        every: day,
        most: 150,
        isWanted: ({ drillDueAt }) => drillDueAt === null,
        work: async (tx, some) => {
          for (const { id } of some) {
            worked.push(id)
            await tx.update(accounts).set({ drillDueAt: 1 }).where(eq(accounts.id, id))
          }
          return some.length
        },
      },
      stopping,
    )
  expect(await walk(AbortSignal.abort())).toBe(0)
  expect((await Promise.all([walk(), walk()])).sort()).toEqual([0, 200])
  expect(await walk()).toBe(40)
  expect(new Set(worked).size).toBe(240)
  expect(worked).toHaveLength(240)
  await store.transact((tx) => tx.update(accounts).set({ drillDueAt: null }).where(eq(accounts.slug, 'a-99')))
  moveClock(day - hour)
  expect(await walk()).toBe(0)
  moveClock(day + hour)
  expect(await walk()).toBe(1)
})
