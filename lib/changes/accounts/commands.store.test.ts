import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { invitations } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { countMatching } from '#/lib/accounts/search/account-list.ts'
import type { AccountFilters } from '#/lib/accounts/search/list.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { day, now } from '#/lib/platform/values/clock.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { createAccount, editAccount, extendDueAt } from './commands.ts'
import { type AccountEdit, accountVersion, type NewAccount } from './form.ts'

const store = perTest(openTestStore)
/** A live account of a type that hides merchant issues, complete without that contact. */
const setting = perTest(async () => {
  const people = { anna: { role: 'owner', locale: 'en' } } as const
  const made = await scenario(
    store,
    { account: { slug: 'studio', name: 'Studio', alerts: ['anna'], people } },
    { ada: 'admin' },
  )
  const content = completeContacts([made.anna.id], { 'merchant-issues': [] })
  const row = { accountId: made.account.id, savedBy: made.anna.id, content }
  await store.transact((tx) => buildRevision(tx, row))
  await indexUnindexed(store)
  return made
})

const admin = () => staffGrant(setting.ada, 'admin')
const readAccount = async () => known((await store.read.select().from(accounts))[0])
const set = (given: Partial<typeof accounts.$inferInsert>) =>
  store.transact(async (tx) => tx.update(unguarded(accounts)).set(given))
const audit = () => store.read.select().from(auditEntries)

describe('creating an account', () => {
  const given: NewAccount = {
    name: 'Clinica Aurora',
    slug: 'clinica-aurora',
    integrationTypeId: 'healthcare-appointments',
    defaultLocale: 'it',
    email: 'giulia@clinica-aurora.example',
    locale: 'en',
  }

  test('starts in onboarding and invites the first owner', async () => {
    const id = await createAccount(store, admin(), given)
    const { email, locale, ...row } = given
    const begun = { state: 'onboarding', firstCompleteAt: null, dueAt: null }
    expect((await store.read.select().from(accounts)).at(-1)).toMatchObject({ ...row, id, ...begun })
    expect(await store.read.select().from(invitations)).toMatchObject([
      { accountId: id, email, role: 'owner', locale, byStaff: true },
    ])
  })

  test('refuses a slug that is taken and a type that does not exist', async () => {
    const again = createAccount(store, admin(), { ...given, slug: 'studio' })
    await expect(again).rejects.toMatchObject({ code: 'slug-taken', field: 'slug' })
    const ofNoType = createAccount(store, admin(), { ...given, integrationTypeId: 'teleport' })
    await expect(ofNoType).rejects.toMatchObject({ code: 'invalid-input', field: 'integrationTypeId' })
    expect(await store.read.$count(invitations)).toBe(0)
  })
})

describe('editing an account', () => {
  async function edit(given: Partial<AccountEdit>) {
    const account = await readAccount()
    const { name, integrationTypeId, defaultLocale } = account
    const version = accountVersion(account)
    const edited = { name, integrationTypeId, defaultLocale, version, ...given }
    return editAccount(store, admin(), 'studio', edited)
  }
  const finds = async (filters: AccountFilters) =>
    (await countMatching(store.read, admin(), filters)).count === 1

  test('changes its name in search, and records only what changed', async () => {
    await edit({ name: 'Città Sana' })
    expect(await readAccount()).toMatchObject({ name: 'Città Sana', nameKey: 'citta sana', slug: 'studio' })
    expect(await finds({ search: 'citta' })).toBe(true)
    const [entry] = await audit()
    expect([entry?.before, entry?.after]).toEqual([{ name: 'Studio' }, { name: 'Città Sana' }])
    await edit({})
    expect(await audit()).toHaveLength(1)
  })

  test('sets a deadline for a type that requires more, and clears it for one that requires less', async () => {
    await edit({ integrationTypeId: 'local-services' })
    const { dueAt, dueReminderAt } = await readAccount()
    expect(Math.abs((dueAt ?? 0) - now() - 14 * day)).toBeLessThan(10_000)
    expect(dueReminderAt).toBe((dueAt ?? 0) - 3 * day)
    const data = { missing: ['merchant-issues'], dueAt }
    expect(await store.read.select().from(outbox)).toMatchObject([{ locale: 'en', data }])
    expect(await finds({ complete: false, missing: 'merchant-issues' })).toBe(true)
    await edit({ integrationTypeId: 'things-to-do' })
    expect(await readAccount()).toMatchObject({ dueAt: null, dueReminderAt: null })
    expect(await finds({ complete: true, search: 'studio' })).toBe(true)
    expect(await store.read.$count(outbox)).toBe(1)
  })

  test('refuses an outdated form and a type that does not exist', async () => {
    const version = accountVersion(await readAccount())
    await edit({ name: 'Studio Due' })
    const late = edit({ name: 'Studio Tre', version })
    await expect(late).rejects.toMatchObject({ code: 'stale', field: 'version' })
    await expect(edit({ integrationTypeId: 'teleport' })).rejects.toThrow('invalid-input')
    expect((await readAccount()).name).toBe('Studio Due')
  })
})

describe('extending a deadline', () => {
  const extend = (from: number) => extendDueAt(store, admin(), 'studio', { from, days: 7 })

  test('moves the deadline and its reminder, once per page', async () => {
    const from = now() + day
    await set({ dueAt: from })
    await extend(from)
    const extended = { dueAt: from + 7 * day, dueReminderAt: from + 4 * day }
    expect(await readAccount()).toMatchObject(extended)
    expect(await audit()).toMatchObject([{ before: { dueAt: from }, after: { dueAt: extended.dueAt } }])
    // So one press is enough.
    expect(await store.read.$count(outbox)).toBe(0)
    await expect(extend(from)).rejects.toThrow('stale')
    expect(await readAccount()).toMatchObject(extended)
  })

  test('unlocks an account whose deadline has passed', async () => {
    const { anna } = setting
    await set({ dueAt: 1000, integrationTypeId: 'local-services' })
    const isLocked = async () =>
      (await grantAccount(store.read, actorOf(anna), { slug: 'studio' }, 'owner')).locked
    expect(await isLocked()).toBe(true)
    await extend(1000)
    expect(await isLocked()).toBe(false)
  })

  test('is refused without a deadline', () => expect(extend(0)).rejects.toThrow('nothing-due'))
})
