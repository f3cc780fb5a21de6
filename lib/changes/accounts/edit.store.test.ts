import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import type { AccountFilters } from '#/lib/accounts/search/account-filter.ts'
import { countMatching } from '#/lib/accounts/search/account-list.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { grantStaff } from '#/lib/identity/access/staff-grants.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { actorOf } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore } from '#/tests/store.ts'
import { editAccount } from './commands.ts'
import { type AccountEdit, accountVersion } from './form.ts'

let store: Store
let setting: Awaited<ReturnType<typeof arrange>>
beforeEach(async () => {
  store = await openTestStore()
  setting = await arrange()
  await indexUnindexed(store)
})

/** A live account of healthcare appointments, complete without a contact for merchant issues. */
async function arrange() {
  const people = await scenario(
    store,
    {
      account: {
        slug: 'studio',
        name: 'Studio',
        alerts: ['anna'],
        people: { anna: { role: 'owner', locale: 'en' }, sara: 'viewer' },
      },
    },
    { ada: 'admin' },
  )
  const { account, anna } = people
  const content = completeContacts([anna.id], { 'merchant-issues': [] })
  await store.transact((tx) => buildRevision(tx, { accountId: account.id, savedBy: anna.id, content }))
  return people
}

const admin = () => grantStaff(actorOf(setting.ada, 'admin'), 'admin')
async function readAccount() {
  const [account] = await store.read.select().from(accounts).where(eq(accounts.id, setting.account.id))
  if (!account) throw new Error('The account is gone.')
  return account
}
async function edit(given: Partial<AccountEdit>, where = store) {
  const account = await readAccount()
  const { name, integrationTypeId, defaultLocale } = account
  const version = accountVersion(account)
  return editAccount(where, admin(), 'studio', { name, integrationTypeId, defaultLocale, version, ...given })
}
const finds = async (filters: AccountFilters) =>
  (await countMatching(store.read, admin(), filters)).count === 1
const audit = () => store.read.select().from(auditEntries)

describe('editing an account', () => {
  test('changes its name, by which it is found, and records what changed alone', async () => {
    await edit({ name: 'Città Sana' })
    expect(await readAccount()).toMatchObject({ name: 'Città Sana', nameKey: 'citta sana', slug: 'studio' })
    expect(await finds({ search: 'citta' })).toBe(true)
    expect(await audit()).toMatchObject([
      {
        action: 'account.edited',
        actorId: setting.ada.id,
        before: { name: 'Studio' },
        after: { name: 'Città Sana' },
      },
    ])
    expect(Object.keys((await audit())[0]?.after ?? {})).toEqual(['name'])
    expect(await store.read.$count(outbox)).toBe(0)
  })

  test('to a type that asks for more sets the deadline and tells owners and editors', async () => {
    await edit({ integrationTypeId: 'local-services' })
    const { dueAt, dueReminderAt, integrationTypeId } = await readAccount()
    expect(integrationTypeId).toBe('local-services')
    expect(Math.abs((dueAt ?? 0) - now() - 14 * day)).toBeLessThan(10_000)
    expect(dueReminderAt).toBe((dueAt ?? 0) - 3 * day)
    expect(await store.read.select().from(outbox)).toMatchObject([
      {
        template: 'contacts-due',
        recipient: 'anna@studio.example',
        locale: 'en',
        data: { missing: ['merchant-issues'], dueAt },
      },
    ])
    expect(await finds({ complete: false, missing: 'merchant-issues' })).toBe(true)
  })

  test('back to a type that asks for less clears it', async () => {
    await edit({ integrationTypeId: 'local-services' })
    await edit({ integrationTypeId: 'things-to-do' })
    expect(await readAccount()).toMatchObject({ dueAt: null, dueReminderAt: null })
    expect(await finds({ complete: true })).toBe(true)
    expect(await store.read.$count(outbox)).toBe(1)
  })

  test('with nothing changed writes nothing', async () => {
    await edit({})
    expect(await audit()).toEqual([])
  })

  test('on what somebody else changed meanwhile is refused', async () => {
    const version = accountVersion(await readAccount())
    await edit({ name: 'Studio Due' })
    await expect(edit({ name: 'Studio Tre', version })).rejects.toMatchObject({
      code: 'stale',
      field: 'version',
    })
    expect((await readAccount()).name).toBe('Studio Due')
  })

  test('to a type that is not there, or of no account, is refused', async () => {
    await expect(edit({ integrationTypeId: 'teleport' })).rejects.toMatchObject({ code: 'invalid-input' })
    const given = { name: 'A', integrationTypeId: 'things-to-do', defaultLocale: 'it', version: '' } as const
    await expect(editAccount(store, admin(), 'none', given)).rejects.toMatchObject({ code: 'not-found' })
  })
})
