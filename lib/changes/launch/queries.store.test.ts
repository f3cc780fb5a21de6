import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { actorOf } from '#/tests/actors.ts'
import { inEachTest, storeOfEachTest } from '#/tests/each-test.ts'
import { scenario } from '#/tests/scenario.ts'
import { decideLaunch, requestReview } from './commands.ts'
import { countReviews, listReviews, listTakenSteps, reviewsPerPage, stepsPerPage } from './queries.ts'

const store = storeOfEachTest()
const setting = inEachTest(() =>
  scenario(
    store,
    { account: { slug: 'clinica', state: 'onboarding', alerts: ['marco'], people: { marco: 'editor' } } },
    { grace: 'support' },
  ),
)
const support = () => grantStaff(actorOf(setting.grace, 'support'), 'support')
const asEditor = () => grantAccount(store.read, actorOf(setting.marco), { slug: 'clinica' }, 'editor')
async function sendBack(reason: string) {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.slug, 'clinica'))
  const since = account?.stateChangedAt ?? 0
  await decideLaunch(store, support(), { slug: 'clinica', step: 'send-back', reason, since })
}

test('a waiting review shows its last requester and whether the account is complete', async () => {
  expect(await countReviews(store.read, support())).toBe(0)
  await requestReview(store, await asEditor())
  const { reviews, next } = await listReviews(store.read, support(), null)
  expect(reviews).toMatchObject([{ account: { slug: 'clinica' }, requestedBy: 'Marco', missing: [] }])
  expect(next).toBeNull()
  expect(await countReviews(store.read, support())).toBe(1)
  await store.transact((tx) => tx.delete(memberships).then())
  const [incomplete] = (await listReviews(store.read, support(), null)).reviews
  expect(incomplete?.missing).toEqual([{ field: 'alerts', reason: 'left' }])
  await sendBack('No.')
  expect((await listReviews(store.read, support(), null)).reviews).toEqual([])
})

test('reviews come longest waiting first, page by page, also those of one instant', async () => {
  await store.transact(async (tx) => {
    for (let place = 0; place < reviewsPerPage + 3; place++) {
      const stateChangedAt = 1000 + Math.min(place, reviewsPerPage - 2)
      await buildAccount(tx, { slug: `waiting-${place}`, state: 'review', stateChangedAt })
    }
    await buildAccount(tx, { slug: 'live', state: 'live', stateChangedAt: 1 })
  })
  const first = await listReviews(store.read, support(), null)
  const second = await listReviews(store.read, support(), first.next)
  expect(second.next).toBeNull()
  const all = [...first.reviews, ...second.reviews]
  const slugs = new Set(all.map(({ account }) => account.slug))
  expect([all.length, slugs.size]).toEqual([reviewsPerPage + 3, reviewsPerPage + 3])
  const times = all.map(({ requestedAt }) => requestedAt)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
  expect(all[0]?.requestedBy).toBe('')
})

test('past steps show who took them and why, newest first, page by page', async () => {
  for (let round = 0; round <= stepsPerPage / 2; round++) {
    await requestReview(store, await asEditor())
    await sendBack(`Round ${round}`)
  }
  const first = await listTakenSteps(store.read, support(), setting.account.id, null)
  const second = await listTakenSteps(store.read, support(), setting.account.id, first.next)
  expect(first.steps.slice(0, 2)).toMatchObject([
    { step: 'send-back', state: 'onboarding', by: 'Grace', reason: `Round ${stepsPerPage / 2}` },
    { step: 'request-review', state: 'review', by: 'Marco', reason: '' },
  ])
  expect([first.steps.length, second.steps.length, second.next]).toEqual([stepsPerPage, 2, null])
  expect(new Set([...first.steps, ...second.steps].map(({ id }) => id)).size).toBe(stepsPerPage + 2)
})
