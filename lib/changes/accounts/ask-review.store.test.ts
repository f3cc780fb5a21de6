import { eq } from 'drizzle-orm'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { day, moveClock, now } from '#/lib/platform/values/clock.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { askForReviewNow } from './ask-review.ts'
import { nudgeEvery } from './nudge.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  onTestFinished(() => moveClock(0))
  store = await openTestStore()
  setting = await arrange()
})

/** A complete account whose check is due, with a member of each role. */
const arrange = () =>
  scenario(
    store,
    {
      account: {
        slug: 'clinica',
        alerts: ['owner'],
        reviewDueAt: now() - day,
        people: { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' },
      },
    },
    { grace: 'support' },
  )

const ask = () => askForReviewNow(store, grantStaff(actorOf(setting.grace, 'support'), 'support'), 'clinica')
const mails = async () => (await store.read.select().from(outbox)).map(({ template }) => template)
const set = (given: Partial<typeof accounts.$inferInsert>) =>
  store.transact((tx) => tx.update(accounts).set(given).where(eq(accounts.slug, 'clinica')).then())

test('asks owners and editors, and the next mail that goes by itself keeps its date', async () => {
  const [before] = await store.read.select().from(accounts)
  await ask()
  expect(await mails()).toEqual(['contacts-review', 'contacts-review'])
  const [after] = await store.read.select().from(accounts)
  expect(after?.reviewMailDueAt).toBe(before?.reviewMailDueAt)
  expect(after?.reviewDueAt).toBe(before?.reviewDueAt)
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
  await set(given)
  await expect(ask()).rejects.toMatchObject({ code })
  expect(await mails()).toEqual([])
})
