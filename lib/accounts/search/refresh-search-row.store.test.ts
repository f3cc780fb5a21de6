import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { endpointKey } from '#/db/words/points.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { createAccount } from '#/lib/changes/accounts/commands.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { countMatching } from './account-list.ts'
import { findBestMatches } from './best-matches.ts'
import type { AccountFilters } from './list.ts'
import { indexUnindexed, refreshSearchRow } from './refresh-search-row.ts'

const store = perTest(openTestStore)
const setting = perTest(arrange)

async function arrange() {
  const people = await scenario(
    store,
    {
      account: {
        slug: 'clinica',
        name: 'Clinìca',
        alerts: ['marco'],
        people: { giulia: 'owner', marco: { role: 'editor', email: 'Marco@clinica.example' } },
      },
    },
    { admin: 'admin' },
  )
  await indexUnindexed(store)
  return people
}

const listSearchRows = async () => ({
  rows: await store.read.select().from(accountSearch).orderBy(asc(accountSearch.accountId)),
  flags: await store.read
    .select({ id: accounts.id, missing: accounts.missingFields, unconfirmed: accounts.unconfirmed })
    .from(accounts)
    .orderBy(asc(accounts.id)),
})
const listAddresses = () =>
  store.read
    .select()
    .from(accountAddresses)
    .orderBy(asc(accountAddresses.accountId), asc(accountAddresses.addressKey))

/** Rebuilding the index must change nothing but the time an address was added. */
async function expectFresh(): Promise<void> {
  const rows = await listSearchRows()
  const addresses = (await listAddresses()).map(({ since, ...rest }) => rest)
  expect(await store.read.$count(accounts, eq(accounts.nameKey, ''))).toBe(0)
  await store.transact(async (tx) => {
    await tx.delete(accountSearch)
    await tx.delete(accountAddresses)
    await tx.update(accounts).set({ nameKey: '', missingFields: null, unconfirmed: false })
  })
  await indexUnindexed(store)
  expect(await listSearchRows()).toEqual(rows)
  expect((await listAddresses()).map(({ since, ...rest }) => rest)).toEqual(addresses)
}

const asAdmin = () => staffGrant(setting.admin, 'admin')
const finds = async (filters: AccountFilters) =>
  (await countMatching(store.read, asAdmin(), filters)).count > 0
const asOwner = () => grantAccount(store.read, actorOf(setting.giulia), { slug: 'clinica' }, 'owner')

// lib/changes/effects tests what follows from each change of an account.
describe('the index matches the store', () => {
  test('keeps a confirmed endpoint confirmed when it is built anew, and finds no account by it', async () => {
    const alerts = [setting.marco.id]
    const { id, accountId } = await addEndpoint(store, setting.account.id, 'ntfy', {
      field: 'alerts',
      alerts,
    })
    await store.transact((tx) => refreshSearchRow(tx, accountId))
    await expectFresh()
    const own = (await listAddresses()).find(({ addressKey }) => addressKey === endpointKey(id))
    expect(own?.confirmedAt).not.toBeNull()
    expect(await finds({ search: 'ntfy' })).toBe(false)
    expect(await findBestMatches(store.read, asAdmin(), `clinica ${id.slice(0, 8)}`, 5)).toEqual([])
    await store.transact((tx) => tx.update(endpoints).set({ confirmedAt: null }).then())
    await store.transact((tx) => refreshSearchRow(tx, accountId))
    expect(await finds({ unconfirmed: true })).toBe(true)
    await expectFresh()
  })

  test('indexes accounts that a seed or an older version wrote', async () => {
    expect(await finds({ search: 'clinica' })).toBe(true)
    expect(await finds({ complete: true })).toBe(true)
    expect(await finds({ search: 'oncall' })).toBe(true)
    expect(await listAddresses()).toContainEqual(
      expect.objectContaining({ address: 'Marco@clinica.example', isMember: true, isContact: false }),
    )
  })

  test('indexes each account once when several servers start at the same time', async () => {
    await store.transact(async (tx) => {
      for (let n = 0; n < 120; n++) await buildAccount(tx, { slug: `account-${n}` })
    })
    const counts = await Promise.all(Array.from({ length: 4 }, () => indexUnindexed(store)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(120)
    await expectFresh()
  })

  test('uses the submission time for a contact older than the index', async () => {
    const savedAt = Date.UTC(2024, 0, 2)
    await store.transact(async (tx) => {
      await tx.update(unguarded(contactRevisions)).set({ savedAt })
      // A member's leaving adds no address.
      const [last] = await tx.select().from(contactRevisions)
      if (!last) throw new Error('No revision.')
      const left = { version: last.version + 1, cause: 'left', savedAt: savedAt + 1000 } as const
      await tx.insert(unguarded(contactRevisions)).values({ ...last, ...left, id: newId() })
      await tx.delete(accountAddresses)
      await tx.update(accounts).set({ nameKey: '' })
    })
    await indexUnindexed(store)
    expect(await listAddresses()).toContainEqual(
      expect.objectContaining({ address: 'oncall@contacts.example', since: savedAt }),
    )
  })

  test('spells an address of a member as the last field that has it, which a search shows', async () => {
    const [technical, operations] = ['marco', 'MARCO'].map((name) => [
      { address: `${name}@clinica.example`, label: '', locale: '' as const },
    ])
    const owner = await asOwner()
    const values = {
      ...toFormValues(known(owner.contacts)),
      technical: known(technical),
      operations: known(operations),
    }
    const version = owner.account.contactsVersion
    await submitContacts(store, owner, { version, environment: 'production', values })
    const [found] = await findBestMatches(store.read, asAdmin(), 'marco@', 5)
    expect(found?.address?.text).toBe('MARCO@clinica.example')
    await expectFresh()
  })

  test('after an account is created', async () => {
    const given = { name: 'Trattoria Molo', slug: 'molo', integrationTypeId: 'ordering-redirect' }
    const owner = { defaultLocale: 'it', email: 'piero@molo.example', locale: 'it' } as const
    await createAccount(store, asAdmin(), { ...given, ...owner })
    expect(await finds({ search: 'trattoria', missing: 'technical', complete: false })).toBe(true)
    await expectFresh()
  })

  test('after a submission, and an address that stays keeps its time', async () => {
    const before = await listAddresses()
    const owner = await asOwner()
    if (!owner.contacts) throw new Error('The account was built with contacts.')
    const technical = [{ address: 'new@x.example', label: '', locale: '' as const }]
    const values = { ...toFormValues(owner.contacts), technical }
    const version = owner.account.contactsVersion
    await submitContacts(store, owner, { version, environment: 'production', values })
    expect(await finds({ search: 'new@x.example' })).toBe(true)
    expect(await finds({ search: 'tech@contacts.example' })).toBe(false)
    const oncall = (rows: typeof before) => rows.find(({ address }) => address === 'oncall@contacts.example')
    expect(oncall(await listAddresses())).toEqual(oncall(before))
    await expectFresh()
  })
})

describe('a server that waits in vain for the lock', () => {
  const locked = Object.assign(new Error('lock timeout'), { severity: 'ERROR', code: '55P03' })

  /** The store, whose first transaction fails after `meanwhile`. */
  function waiting(meanwhile: () => Promise<unknown>): Store {
    let tries = 0
    return {
      ...store,
      async transact(work, options) {
        tries += 1
        if (tries > 1) return store.transact(work, options)
        await meanwhile()
        throw locked
      },
    }
  }

  test('goes on if another server indexes meanwhile', async () => {
    await store.transact(async (tx) => {
      for (const slug of ['one', 'two', 'three']) await buildAccount(tx, { slug })
    })
    const [first] = await store.read.select().from(accounts).where(eq(accounts.nameKey, ''))
    const other = () => store.transact((tx) => refreshSearchRow(tx, known(first).id))
    expect(await indexUnindexed(waiting(other))).toBe(2)
    await expectFresh()
  })

  test('gives up if nobody indexes', async () => {
    await store.transact((tx) => buildAccount(tx, { slug: 'one' }))
    await expect(indexUnindexed(waiting(async () => undefined))).rejects.toThrow(locked)
  })
})
