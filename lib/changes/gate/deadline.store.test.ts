import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { settings } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { loadAccount } from '#/lib/accounts/account/load-account.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildAccount, buildRevision, completeContacts, type SeededAccount } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { openTestStore } from '#/tests/store.ts'
import { applyDeadline, sendDueReminders } from './deadline.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
  onTestFinished(() => moveClock(0))
})

/** An account that was complete and has just come to miss its alert contacts; its first mails are taken away. */
async function buildDue(slug: string): Promise<SeededAccount> {
  const built = await store.transact(async (tx) => {
    const account = await buildAccount(tx, { slug, firstCompleteAt: now() - 30 * day })
    const member = { accountId: account.id }
    const { user } = await buildMember(tx, { ...member, email: `owner@${slug}.example`, locale: 'en' })
    await buildMember(tx, { ...member, role: 'editor', email: `editor@${slug}.example`, locale: 'it' })
    await buildMember(tx, { ...member, role: 'viewer', email: `viewer@${slug}.example` })
    await buildRevision(tx, { ...member, savedBy: user.id, content: completeContacts([]) })
    return account
  })
  await applyRule(built.id)
  await store.transact((tx) => tx.delete(outbox))
  return read(built.id)
}

function applyRule(accountId: string) {
  return store.transact(async (tx) => {
    const standing = await loadAccount(tx, { id: accountId }, now())
    if (!standing) throw new Error('No account.')
    return applyDeadline(tx, standing)
  })
}

async function read(accountId: string): Promise<SeededAccount> {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, accountId))
  if (!account) throw new Error('No account.')
  return account
}

const reminded = async () =>
  (await store.read.select().from(outbox)).map(({ template, recipient }) => `${template} ${recipient}`).sort()

describe('the due rule', () => {
  test('gives as many days as the setting says', async () => {
    await store.transact((tx) => tx.insert(settings).values({ key: 'completionDays', value: 30 }))
    const at = now()
    const { dueAt, dueReminderAt } = await buildDue('levante')
    expect(dueAt).toBeGreaterThanOrEqual(at + 30 * day)
    expect(dueAt).toBeLessThan(at + 30 * day + minute)
    expect(dueReminderAt).toBe((dueAt ?? 0) - 3 * day)
  })

  test('reminds of no deadline that is nearer than the reminder: the first mail has just told of it', async () => {
    await store.transact((tx) => tx.insert(settings).values({ key: 'completionDays', value: 2 }))
    expect((await buildDue('levante')).dueReminderAt).toBeNull()
    moveClock(day)
    expect(await sendDueReminders(store)).toBe(0)
  })

  test('applied twice says the same, and mails once', async () => {
    const account = await buildDue('levante')
    moveClock(day)
    expect(await applyRule(account.id)).toMatchObject({ becameComplete: false })
    expect(await read(account.id)).toEqual(account)
    expect(await reminded()).toEqual([])
  })
})

describe('the reminder', () => {
  test('goes to owners and editors 3 days before, once', async () => {
    const { dueAt, id } = await buildDue('levante')
    moveClock(11 * day - minute)
    expect(await sendDueReminders(store)).toBe(0)
    moveClock(11 * day)
    expect(await sendDueReminders(store)).toBe(1)
    expect(await reminded()).toEqual([
      'contacts-due-reminder editor@levante.example',
      'contacts-due-reminder owner@levante.example',
    ])
    const [mail] = await store.read.select().from(outbox).where(eq(outbox.recipient, 'owner@levante.example'))
    expect(mail).toMatchObject({ locale: 'en', accountId: id, data: { missing: ['alerts'], dueAt } })
    expect(await sendDueReminders(store)).toBe(0)
    moveClock(12 * day)
    expect(await sendDueReminders(store)).toBe(0)
    expect(await reminded()).toHaveLength(2)
  })

  test('is sent once however many workers ask', async () => {
    await buildDue('levante')
    await buildDue('ponte')
    moveClock(11 * day)
    const counts = await Promise.all(Array.from({ length: 4 }, () => sendDueReminders(store)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(2)
    expect(await reminded()).toHaveLength(4)
  })

  test('comes late, but comes, where nothing ran for two days', async () => {
    await buildDue('levante')
    moveClock(13 * day)
    expect(await sendDueReminders(store)).toBe(1)
  })

  test('does not come where nothing ran until after the deadline: the account is locked', async () => {
    const { id } = await buildDue('levante')
    moveClock(18 * day)
    expect(await sendDueReminders(store)).toBe(0)
    expect(await reminded()).toEqual([])
    expect((await read(id)).dueReminderAt).toBeNull()
  })

  test('does not come where all is there again', async () => {
    const { id } = await buildDue('levante')
    await store.transact(async (tx) => {
      const { user } = await buildMember(tx, { accountId: id })
      await buildRevision(tx, { accountId: id, savedBy: user.id, content: completeContacts([user.id]) })
    })
    expect(await applyRule(id)).toMatchObject({ becameComplete: true })
    moveClock(11 * day)
    expect(await sendDueReminders(store)).toBe(0)
  })
})
