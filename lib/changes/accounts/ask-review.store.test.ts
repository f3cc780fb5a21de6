import { expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { actorOf } from '#/tests/actors.ts'
import { inEachTest, storeOfEachTest } from '#/tests/each-test.ts'
import { scenario } from '#/tests/scenario.ts'
import { askForReviewNow } from './ask-review.ts'
import { nudgeEvery } from './nudge.ts'

const store = storeOfEachTest()
/** A complete account whose check is due, with a member of each role. */
const setting = inEachTest(() => {
  const people = { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' } as const
  const due = { slug: 'clinica', alerts: ['owner'], reviewDueAt: now() - day }
  return scenario(store, { account: { ...due, people } }, { grace: 'support' })
})

const ask = () => askForReviewNow(store, grantStaff(actorOf(setting.grace, 'support'), 'support'), 'clinica')
const mails = async () => (await store.read.select().from(outbox)).map(({ template }) => template)
test('asks owners and editors, and the next mail that goes by itself keeps its date', async () => {
  await ask()
  expect(await mails()).toEqual(['contacts-review', 'contacts-review'])
  const { reviewMailDueAt, reviewDueAt } = setting.account
  expect(await store.read.select().from(accounts)).toMatchObject([{ reviewMailDueAt, reviewDueAt }])
})

test('asks once a day, also after a nudge', async () => {
  await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'nudged-lately' })
  moveClock(nudgeEvery)
  await ask()
  expect(await mails()).toHaveLength(4)
})

test.each([
  ['a check that is not due', { reviewDueAt: now() + day }, 'nothing-due'],
  ['an account without a date', { reviewDueAt: null }, 'nothing-due'],
  ['a closed account', { closedAt: 1 }, 'account-closed'],
])('refuses %s', async (_title, given, code) => {
  await store.transact(async (tx) => tx.update(accounts).set(given))
  await expect(ask()).rejects.toMatchObject({ code })
  expect(await mails()).toEqual([])
})
