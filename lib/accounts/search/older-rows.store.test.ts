import Sqlite from 'better-sqlite3'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { accountSearch } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { openStore } from '#/db/store/index.ts'
import type { Reader, StoreLocation } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { markAddress } from '#/lib/accounts/proof/marks.ts'
import { copyMigratedStore, copyOlderStore, placeOlderStore } from '#/tests/older-store.ts'
import { searchAccounts } from './account-search.ts'
import { indexUnindexed, refreshSearchRow } from './refresh-search-row.ts'

/** The migrations before `0012_search_row`, before `0013_unaccented_domains`, and of version 0.5.0. */
const migrationsBefore = { searchRow: 12, domains: 13 }
const migrationsOf050 = 9

const inOrder = (words: string | null) => words?.split(' ').sort().join(' ')

/** The search row of each account, with its words in order. */
async function readRows(read: Reader) {
  const rows = await read
    .select({ search: accountSearch, missing: accounts.missingFields, unconfirmed: accounts.unconfirmed })
    .from(accounts)
    .innerJoin(accountSearch, eq(accountSearch.accountId, accounts.id))
    .orderBy(asc(accounts.id))
  return rows.map(({ search, missing, unconfirmed }) => {
    return { ...search, words: inOrder(search.words), missing: inOrder(missing), unconfirmed }
  })
}
type Row = Awaited<ReturnType<typeof readRows>>[number]

/** The demo store of 0.5.0 after all migrations, with one account closed and one that nobody can reach. */
async function readToday(): Promise<Row[]> {
  const store = await openStore(await placeOlderStore(copyOlderStore('0.5.0'), migrationsOf050))
  await store.transact(async (tx) => {
    await tx.update(unguarded(accounts)).set({ closedAt: 1 }).where(eq(accounts.slug, 'studio-ponte'))
    for (const name of ['oncall', 'tech', 'elena', 'operations'])
      await markAddress(tx, { address: `${name}@levante.example`, deliveryId: null, status: '5.1.1' }, 7)
  })
  await indexUnindexed(store)
  const rows = await readRows(store.read)
  await store.close()
  return rows
}

/** The terms by which a version without search rows found this account. */
function termsOf(row: Row): string[] {
  const since = { nobody: row.nobodySince, contacts: row.contactsSince, unanswered: row.unansweredSince }
  const missing = row.missing?.split(' ').filter(Boolean)
  return [
    'address:somebody@else.example',
    ...(row.words ?? '').split(' ').map((word) => `word:${word}`),
    ...(missing ? [missing.length > 0 ? 'incomplete' : 'complete'] : []),
    ...(missing ?? []).map((field) => `missing:${field}`),
    ...(row.unconfirmed ? ['unconfirmed'] : []),
    ...Object.entries(since).flatMap(([reason, at]) =>
      at === null ? [] : [`unreachable-${reason}:${String(at).padStart(15, '0')}`, `unreachable:1${at}`],
    ),
  ]
}

/** The same store as that version left it. */
async function writeBefore(rows: readonly Row[], isDone: boolean): Promise<StoreLocation> {
  const file = await copyMigratedStore('0.5.0', migrationsBefore.searchRow)
  const old = new Sqlite(file)
  old.exec(`update accounts set name_key = slug;
    update accounts set closed_at = 1 where slug = 'studio-ponte';
    insert into address_marks (address_key, address, status, marked_at)
      select name || '@levante.example', name || '@levante.example', '5.1.1', 7
      from (select 'oncall' as name union select 'tech' union select 'elena' union select 'operations')`)
  if (isDone) old.exec(`insert into settings values ('unreachable-index', '{"after":"","done":true}')`)
  const write = old.prepare('insert into account_terms (account_id, term) values (?, ?)')
  for (const row of rows) for (const term of termsOf(row)) write.run(row.accountId, term)
  old.close()
  return placeOlderStore(file, migrationsBefore.searchRow)
}

test('the migration fills the search row of an existing store as a refresh writes it', async () => {
  const today = await readToday()
  const store = await openStore(await writeBefore(today, true))
  try {
    expect(await readRows(store.read)).toEqual(today)
    expect(today.some(({ nobodySince }) => nobodySince !== null)).toBe(true)
    expect(new Set(today.map(({ missing }) => typeof missing === 'string' && missing !== '')).size).toBe(2)
    // The start has nothing to do, and later refreshes find everything right.
    expect(await indexUnindexed(store)).toBe(0)
    await store.transact(async (tx) => {
      for (const { accountId } of today) await refreshSearchRow(tx, accountId)
    })
    expect(await readRows(store.read)).toEqual(today)
  } finally {
    await store.close()
  }
})

test('the migration leaves the accounts to be indexed if the version before had not finished', async () => {
  const today = await readToday()
  const store = await openStore(await writeBefore(today.slice(1), false))
  try {
    expect(await indexUnindexed(store)).toBe(today.length)
    expect(await readRows(store.read)).toEqual(today)
  } finally {
    await store.close()
  }
})

/** The demo store of 0.5.0, indexed when searches found an accented domain only with its accents. */
async function writeAccentedDomain(): Promise<StoreLocation> {
  const file = await copyMigratedStore('0.5.0', migrationsBefore.domains)
  const old = new Sqlite(file)
  old.exec(`update users set email = 'elena@xn--citt-3na.example', email_key = 'elena@xn--citt-3na.example'
      where email_key = 'elena@levante.example';
    update accounts set name_key = slug;
    insert into account_search (account_id, words) select id, slug from accounts;
    insert into account_addresses (account_id, address_key, address, is_member, is_contact, since)
      select account_id, email_key, email, 1, 0, 7 from memberships join users on users.id = user_id
      where email_key = 'elena@xn--citt-3na.example'`)
  old.close()
  return placeOlderStore(file, migrationsBefore.domains)
}

test('the migration indexes accounts with an accented domain again, so that searches find it unaccented', async () => {
  const store = await openStore(await writeAccentedDomain())
  try {
    expect(await searchAccounts(store.read, 'elena@citta')).toEqual([])
    expect(await indexUnindexed(store)).toBe(1)
    expect(await searchAccounts(store.read, 'elena@citta')).toHaveLength(1)
  } finally {
    await store.close()
  }
})
