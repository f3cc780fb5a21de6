import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildNotice, type GivenNotice } from '#/seed/notices.ts'
import { actorOf } from '#/tests/actors.ts'
import { markBouncing } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { type NoticeCounts, noNotices } from './queries.ts'
import { countWaitingOf, listUnreachedOf, sortMostUrgentFirst, sumWaiting } from './waiting-counts.ts'

const store = perTest(openTestStore)
const setting = perTest(() =>
  scenario(store, {
    aurora: { people: { anna: 'viewer' }, firstCompleteAt: 1 },
    molo: { people: { luca: 'owner' }, firstCompleteAt: 1, state: 'live' },
  }),
)

const build = (given: GivenNotice = {}, accountId = setting.aurora.id) =>
  store.transact((tx) => buildNotice(tx, { accountId, ...given }))
const change = (given: Partial<typeof accounts.$inferInsert>) =>
  store.transact((tx) => tx.update(unguarded(accounts)).set(given).where(eq(accounts.id, setting.aurora.id)))
const counted = async () => Object.fromEntries(await countWaitingOf(store.read, actorOf(setting.anna)))

test('counts waiting Production notices of a person’s own accounts only', async () => {
  await build()
  await build({ dueAt: now() - day })
  await build({ state: 'closed', closedAt: 1, closedHow: 'resolved', dueAt: now() - day })
  for (const given of [
    { state: 'acknowledged' },
    { state: 'closed', closedAt: 1, closedHow: 'resolved' },
    { asksAnswer: false },
    { environment: 'sandbox' },
    { kind: 'drill', dueAt: 1 },
  ] as const)
    await build(given)
  await build({}, setting.molo.id)
  expect(await counted()).toEqual({ aurora: { emergencies: 0, open: 2, overdue: 2 } })
})

test('counts unacknowledged emergencies, including one that reaches nobody', async () => {
  const emergency = { category: 'emergency' } as const
  await build({ ...emergency, state: 'unroutable' })
  await build({ ...emergency, state: 'acknowledged', acknowledgedAt: 1 })
  await build({ ...emergency, state: 'closed', closedAt: 1, closedHow: 'resolved' })
  await build({ ...emergency, environment: 'sandbox' })
  await build({ ...emergency, kind: 'drill' })
  expect(await counted()).toEqual({ aurora: { emergencies: 1, open: 0, overdue: 0 } })
  await build(emergency)
  expect(await counted()).toEqual({ aurora: { emergencies: 2, open: 1, overdue: 0 } })
})

test('counts nothing of a locked or closed account', async () => {
  await build()
  const waiting = { aurora: { emergencies: 0, open: 1, overdue: 0 } }
  await change({ dueAt: now() + day })
  expect(await counted()).toEqual(waiting)
  for (const given of [{ dueAt: now() - 1 }, { dueAt: null, firstCompleteAt: null }]) {
    await change(given)
    expect(await counted()).toEqual({})
  }
  await change({ firstCompleteAt: 1 })
  expect(await counted()).toEqual(waiting)
  await change({ closedAt: 1 })
  expect(await counted()).toEqual({})
})

test('lists a person’s accounts that nobody reaches, neither locked nor closed', async () => {
  const listed = async () => [...(await listUnreachedOf(store.read, actorOf(setting.anna)))]
  await markBouncing(store, 'anna@aurora.example', 'luca@molo.example')
  await change({ state: 'live' })
  await indexUnindexed(store)
  expect(await listed()).toEqual(['aurora'])
  await change({ dueAt: now() - 1 })
  expect(await listed()).toEqual([])
  await change({ dueAt: null, closedAt: 1 })
  expect(await listed()).toEqual([])
})

test('sorts an account that nobody reaches after emergencies and before all that can wait', () => {
  const counts = (given: Partial<NoticeCounts>) => ({ ...noNotices, ...given })
  const waiting = new Map([
    ['open', counts({ open: 1 })],
    ['late', counts({ open: 1, overdue: 1 })],
    ['fire', counts({ open: 1, emergencies: 1 })],
  ])
  const rows = ['calm', 'open', 'late', 'unreached', 'fire'].map((slug) => ({ slug }))
  const sorted = sortMostUrgentFirst(rows, waiting, new Set(['unreached', 'open']))
  expect(sorted.map(({ slug }) => slug)).toEqual(['fire', 'open', 'unreached', 'late', 'calm'])
})

test('counts an open and overdue notice once', () => {
  expect(sumWaiting({ emergencies: 1, open: 3, overdue: 1 })).toBe(3)
  expect(sumWaiting({ emergencies: 0, open: 0, overdue: 2 })).toBe(2)
})
