import Sqlite from 'better-sqlite3'
import { asc, isNotNull, lte } from 'drizzle-orm'
import pg from 'pg'
import { expect, test } from 'vitest'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { confirmations } from '#/db/schema/confirmations.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { openStore } from '#/db/store/index.ts'
import { engine, type Store, type StoreLocation } from '#/db/store/store.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { fillStore } from '#/seed/programme/fill.ts'
import { newTestLocation } from '#/tests/store.ts'
import { openBulkLoad } from './bulk-load.ts'

const at = Date.UTC(2026, 10, 25, 12)
const wanted = { accounts: 60, at }

async function withStore<Answer>(
  location: StoreLocation,
  ask: (store: Store) => Promise<Answer>,
): Promise<Answer> {
  const store = await openStore(location)
  return ask(store).finally(() => store.close())
}

/** The engine's indexes and foreign keys, and the rows that violate one. */
async function listRules(location: StoreLocation): Promise<{ rules: unknown[]; broken: unknown[] }> {
  if ('file' in location) {
    const connection = new Sqlite(location.file)
    const rules = connection.prepare("select sql from sqlite_master where type = 'index' order by sql").all()
    const broken = connection.prepare('pragma foreign_key_check').all()
    connection.close()
    return { rules, broken }
  }
  const client = new pg.Client({ connectionString: location.url })
  await client.connect()
  const { rows: indexes } = await client.query(
    "select indexdef from pg_indexes where schemaname = 'public' order by 1",
  )
  const { rows: keys } = await client.query(
    'select pg_get_constraintdef(oid), convalidated from pg_constraint order by 1',
  )
  await client.end()
  // PostgreSQL checks every row when it creates a foreign key.
  return { rules: [...indexes, ...keys], broken: [] }
}

const readIndex = async (store: Store) => ({
  search: await store.read.select().from(accountSearch).orderBy(asc(accountSearch.accountId)),
  addresses: (
    await store.read
      .select()
      .from(accountAddresses)
      .orderBy(asc(accountAddresses.accountId), asc(accountAddresses.addressKey))
  ).map(({ since, confirmedAt, ...rest }) => rest),
  accounts: (await store.read.select().from(accounts).orderBy(asc(accounts.id))).map(
    ({ nameKey, missingFields, unconfirmed }) => ({ nameKey, missingFields, unconfirmed }),
  ),
})

test('fills an empty store with rows that the portal itself could have written', async () => {
  const location = await newTestLocation()
  const before = await listRules(location)
  const filled = await fillStore(location, wanted)
  expect(filled).toMatchObject({ accounts: 60, cases: 12 })
  expect(filled.deliveries).toBeGreaterThanOrEqual(600)
  expect(await listRules(location)).toEqual({ ...before, broken: [] })

  await withStore(location, async (store) => {
    const written = await readIndex(store)
    expect(filled.contacts).toBe(written.addresses.filter(({ isContact }) => isContact).length)
    await store.transact(async (tx) => {
      await tx.delete(accountSearch)
      await tx.update(accounts).set({ nameKey: '', missingFields: null, unconfirmed: false })
    })
    expect(await indexUnindexed(store)).toBe(60)
    expect(await readIndex(store)).toEqual(written)
  })
})

test('has accounts in every state and overdue notices, and leaves no mail waiting for invented people', async () => {
  const location = await newTestLocation()
  await fillStore(location, { accounts: 400, at })
  await withStore(location, async ({ read }) => {
    expect(await read.selectDistinct({ state: accounts.state }).from(accounts)).toHaveLength(5)
    expect(await read.$count(notices, lte(notices.dueAt, at))).toBeGreaterThan(0)
    expect(await read.$count(outbox, isNotNull(outbox.dueAt))).toBe(0)
    expect(await read.$count(confirmations, isNotNull(confirmations.mailDueAt))).toBe(0)
  })
})

test('makes the same store from the same numbers, and refuses a store with accounts', async () => {
  const [one, other] = [await newTestLocation(), await newTestLocation()]
  const read = (location: StoreLocation) =>
    withStore(location, async ({ read }) => [
      await read.select().from(accounts).orderBy(asc(accounts.id)),
      await read.select().from(outbox).orderBy(asc(outbox.id)),
    ])
  await fillStore(one, wanted)
  await fillStore(other, wanted)
  const made = await read(one)
  expect(await read(other)).toEqual(made)
  await expect(fillStore(one, wanted)).rejects.toThrow('The store has accounts already.')
  expect(await read(one)).toEqual(made)
})

if (engine === 'sqlite')
  test('refuses a store that a server has open, which continues as before', async () => {
    const location = await newTestLocation()
    await withStore(location, async ({ read }) => {
      await read.$count(accounts)
      await expect(fillStore(location, wanted)).rejects.toThrow('The store is in use. Stop the server first.')
      expect(await read.$count(accounts)).toBe(0)
    })
  })

test('leaves the store as it was when the load is interrupted', async () => {
  const location = await newTestLocation()
  const before = await listRules(location)
  const load = await openBulkLoad(location)
  await load.insert(addressMarks, [
    { addressKey: 'a@b.example', address: 'a@b.example', status: '5.1.1', markedAt: at },
  ])
  await load.rollback()
  expect(await listRules(location)).toEqual(before)
  await withStore(location, async ({ read }) => expect(await read.$count(addressMarks)).toBe(0))
})
