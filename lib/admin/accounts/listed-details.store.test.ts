import { expect, test } from 'vitest'
import { assertOpen, grantAccount } from '#/lib/accounts/access/grants.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { countNotices } from '#/lib/notices/views/queries.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildNotice, type GivenNotice } from '#/seed/notices.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { markBouncing } from '#/tests/notice-setting.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { findAccountHead } from './account-head.ts'
import { countNoticesByAccount, listUnreached } from './listed-details.ts'

test('counts open notices in the accounts table as the account and its staff page do', async () => {
  const store = await openTestStore()
  const account = { slug: 'aurora', people: { anna: 'owner' }, firstCompleteAt: 1 } as const
  const { aurora, anna, grace } = await scenario(store, { aurora: account }, { grace: 'support' })
  const late = { dueAt: now() - day }
  const emergency = { category: 'emergency' } as const
  const given: GivenNotice[] = [
    ...[{}, late, emergency, { state: 'acknowledged', acknowledgedAt: 1 } as const],
    ...[{ environment: 'sandbox', silence: 'sandbox' } as const, { kind: 'drill' } as const],
    ...[{ asksAnswer: false }, { state: 'unroutable' } as const, { ...emergency, ...late }],
    { state: 'closed', closedAt: 1, closedHow: 'resolved', ...late },
  ]
  await store.transact(async (tx) => {
    for (const one of given) await buildNotice(tx, { accountId: aurora.id, ...one })
  })
  const support = staffGrant(grace, 'support')
  const member = assertOpen(await grantAccount(store.read, actorOf(anna), { slug: 'aurora' }, 'viewer'))
  const own = await countNotices(store.read, member, 'production')
  expect(own).toEqual({ emergencies: 2, open: 4, overdue: 3 })
  const counts = { ...own, unroutable: 1 }
  expect((await countNoticesByAccount(store.read, support, [aurora.id])).get(aurora.id)).toEqual(counts)
  expect((await findAccountHead(store.read, support, 'aurora'))?.notices).toEqual(counts)
})

test('marks the accounts that nobody reaches', async () => {
  const store = await openTestStore()
  const people = { anna: 'owner' } as const
  const { aurora, molo, grace } = await scenario(
    store,
    { aurora: { people, state: 'live' }, molo: { people: { luca: 'owner' }, state: 'live' } },
    { grace: 'support' },
  )
  await markBouncing(store, 'anna@aurora.example')
  await indexUnindexed(store)
  const ids = [aurora.id, molo.id]
  expect([...(await listUnreached(store.read, staffGrant(grace, 'support'), ids))]).toEqual([aurora.id])
})
