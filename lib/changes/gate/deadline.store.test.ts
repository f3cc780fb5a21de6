import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { settings } from '#/db/schema/record.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { applyDeadline } from './deadline.ts'
import { listDueAccounts, sendDueReminders } from './reminders.ts'

const store = perTest(openTestStore)

/** A complete account that has just lost its alert contacts, without its first mails. */
async function buildDue(slug: string) {
  const people = { owner: { role: 'owner', locale: 'en' }, editor: 'editor', viewer: 'viewer' } as const
  const { account, owner } = await scenario(store, {
    account: { slug, firstCompleteAt: now() - 30 * day, people },
  })
  const row = { accountId: account.id, savedBy: owner.id, content: completeContacts([]) }
  await store.transact((tx) => buildRevision(tx, row))
  await applyRule(slug)
  await store.transact((tx) => tx.delete(outbox))
  return read(slug)
}

const applyRule = (slug: string) =>
  store.transact(async (tx) => applyDeadline(tx, await assertAccount(tx, { slug })))

const read = async (slug: string) => (await assertAccount(store.read, { slug })).account

const reminded = async () =>
  (await store.read.select().from(outbox)).map(({ template, recipient }) => `${template} ${recipient}`).sort()

test('the deadline follows the setting, and a second refresh does not move it', async () => {
  await store.transact((tx) => tx.insert(settings).values({ key: 'completionDays', value: 30 }))
  const at = now()
  const account = await buildDue('levante')
  expect(Math.abs((account.dueAt ?? 0) - at - 30 * day)).toBeLessThan(minute)
  expect(account.dueReminderAt).toBe((account.dueAt ?? 0) - 3 * day)
  moveClock(day)
  expect(await applyRule('levante')).toMatchObject({ becameComplete: false })
  expect(await read('levante')).toEqual(account)
  expect(await reminded()).toEqual([])
})

test('sends no reminder when the deadline is nearer than the reminder', async () => {
  await store.transact((tx) => tx.insert(settings).values({ key: 'completionDays', value: 2 }))
  expect((await buildDue('levante')).dueReminderAt).toBeNull()
  moveClock(day)
  expect(await sendDueReminders(store)).toBe(0)
})

test('reminds owners and editors once, 3 days before the deadline', async () => {
  const { dueAt } = await buildDue('levante')
  moveClock(11 * day - minute)
  expect(await sendDueReminders(store)).toBe(0)
  moveClock(11 * day)
  expect(await sendDueReminders(store)).toBe(1)
  expect(await reminded()).toEqual([
    'contacts-due-reminder editor@levante.example',
    'contacts-due-reminder owner@levante.example',
  ])
  const [, mail] = await store.read.select().from(outbox).orderBy(outbox.recipient)
  expect(mail).toMatchObject({ locale: 'en', data: { missing: ['alerts'], dueAt } })
  moveClock(12 * day)
  expect(await sendDueReminders(store)).toBe(0)
  expect(await reminded()).toHaveLength(2)
})

test('reminds once with several workers', async () => {
  await buildDue('levante')
  await buildDue('ponte')
  moveClock(11 * day)
  const counts = await Promise.all(Array.from({ length: 4 }, () => sendDueReminders(store)))
  expect(counts.reduce((sum, count) => sum + count)).toBe(2)
  expect(await reminded()).toHaveLength(4)
})

test.each([
  ['comes late after two days switched off', 13, 1],
  ['does not go to a locked account', 18, 0],
])('the reminder %s', async (_, days, sent) => {
  await buildDue('levante')
  moveClock(days * day)
  expect(await sendDueReminders(store)).toBe(sent)
  expect(await reminded()).toHaveLength(2 * sent)
  expect((await read('levante')).dueReminderAt).toBeNull()
})

test('processes only open accounts that are due, the longest overdue first', async () => {
  const dates = { late: now() - day, soon: now() + day, later: now() - 2 * day, closed: now() - 3 * day }
  for (const [slug, dueReminderAt] of Object.entries(dates))
    await scenario(store, { account: { slug, dueReminderAt, closedAt: slug === 'closed' ? now() : null } })
  const due = await listDueAccounts(store.read, 'dueReminderAt', 10)
  expect(due.map(({ id }) => id)).toEqual([(await read('later')).id, (await read('late')).id])
})
