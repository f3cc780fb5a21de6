import { domainToUnicode } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accountAddresses, accountSearch } from '#/db/schema/account-index.ts'
import { accounts, contactRevisions } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { hasWaitedInVain } from '#/db/store/failure.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import type { FollowMigration } from '#/db/store/migrations.ts'
import { exclusive, type Store, type Writer } from '#/db/store/store.ts'
import type { FieldId } from '#/db/words/accounts.ts'
import { endpointIdOf, endpointKey, isEndpointKey, type PointKey } from '#/db/words/points.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { isUnconfirmed } from '#/lib/accounts/points/confirmed.ts'
import { fieldsOf, type Holder, listPoints } from '#/lib/accounts/points/points.ts'
import { readReachFacts } from '#/lib/accounts/reachability/facts.ts'
import { entriesOf } from '#/lib/contacts/fields/entries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey, foldText, listWords, nameKeyOf } from '#/lib/platform/values/fold.ts'
import { sinceOf } from './unreachable.ts'

/** Writes the search row of an account as it is at this point of the transaction. */
export async function refreshSearchRow(tx: Writer, account: string | LoadedAccount): Promise<void> {
  const loaded = typeof account === 'string' ? await loadAccount(tx, { id: account }, now()) : account
  if (!loaded) return
  await writeAddresses(tx, loaded)
  await writeSearchRow(tx, loaded)
  await writeFlags(tx, loaded)
}

const accountsAtOnce = 25

/**
 * Indexes the accounts of an older version's store or of a seed, some in each transaction, so that other writes wait only
 * briefly, and one server at a time. Returns how many. `onStep` gets how many of how many, if they are many.
 */
export async function indexUnindexed(store: Store, onStep?: FollowMigration): Promise<number> {
  const isUnindexed = eq(accounts.nameKey, '')
  const of = await store.read.$count(accounts, isUnindexed)
  let left = of
  for (let indexed = 0; ; ) {
    const some = await store.read
      .select({ id: accounts.id })
      .from(accounts)
      .where(isUnindexed)
      .orderBy(asc(accounts.slug))
      .limit(accountsAtOnce)
    if (some.length === 0) return indexed
    if (of > accountsAtOnce) onStep?.({ name: 'search index of accounts', nth: indexed, of })
    const indexing = store.transact(async (tx) => {
      // Another server that starts may have been first.
      const ids = some.map(({ id }) => id)
      const unindexed = await tx
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(isUnindexed, inArray(accounts.id, ids)))
      for (const { id } of unindexed) await refreshSearchRow(tx, id)
      return unindexed.length
    }, exclusive)
    indexed += await indexing.catch(async (error: unknown) => {
      const before = left
      left = await store.read.$count(accounts, isUnindexed)
      // On a slow machine another server, which gets on, keeps the lock for longer than we wait.
      if (hasWaitedInVain(error) && left < before) return 0
      throw error
    })
    await new Promise(setImmediate)
  }
}

async function writeSearchRow(tx: Writer, loaded: LoadedAccount): Promise<void> {
  const { account } = loaded
  const facts = (await readReachFacts(tx, [account.id])).get(account.id)
  const mail = listIndexed(loaded).filter(({ addressKey: key }) => !isEndpointKey(key))
  const addresses = mail.map(({ address }) => address)
  const row = { accountId: account.id, words: searchWordsOf({ ...account, addresses }), ...sinceOf(facts) }
  const [kept] = await tx.select().from(accountSearch).where(eq(accountSearch.accountId, account.id))
  if (isDeepStrictEqual(row, kept)) return
  await tx.insert(accountSearch).values(row).onConflictDoUpdate({ target: accountSearch.accountId, set: row })
}

/**
 * The words of an account's names and addresses for `accountSearch`. Each address that has accents also appears without
 * them, after an @.
 */
export function searchWordsOf(account: { name: string; slug: string; addresses: readonly string[] }): string {
  const texts = [account.name, account.slug, ...account.addresses]
  const accented = account.addresses.filter((address) => foldAddress(address) !== addressKey(address))
  const words = [...texts.flatMap(listWords), ...accented.map((address) => `@${foldAddress(address)}`)]
  return [...new Set(words)].sort().join(' ')
}

/** An address without accents. Its domain is stored as `xn--…` and read in its own letters. */
function foldAddress(address: string): string {
  const start = address.lastIndexOf('@') + 1
  const domain = address.slice(start)
  return foldText(address.slice(0, start) + (domainToUnicode(domain) || domain))
}

/** Writes the flags in the account's own row, where its list reads them together with the rest. */
async function writeFlags(tx: Writer, { account, missing }: LoadedAccount): Promise<void> {
  const isClosed = account.closedAt !== null
  const nameKey = nameKeyOf(account)
  const missingFields = isClosed ? null : formatMissing(missing)
  const unconfirmed = !isClosed && (await hasUnconfirmed(tx, account.id))
  const isKept =
    account.nameKey === nameKey &&
    account.missingFields === missingFields &&
    account.unconfirmed === unconfirmed
  if (isKept) return
  await tx.update(accounts).set({ nameKey, missingFields, unconfirmed }).where(eq(accounts.id, account.id))
}

/** The format of `accounts.missingFields`. */
export function formatMissing(missing: readonly { field: FieldId }[]): string {
  return missing.length > 0 ? ` ${missing.map(({ field }) => field).join(' ')} ` : ''
}

async function hasUnconfirmed(tx: Writer, accountId: string): Promise<boolean> {
  const isOwn = eq(accountAddresses.accountId, accountId)
  return (await tx.$count(accountAddresses, and(isOwn, isUnconfirmed))) > 0
}

/** What the index keeps of each point of an account: of a contact the spelling of its last field. */
export function listIndexed(of: Holder) {
  const written = entriesOf(of.contacts).map(({ entry }) => entry.address)
  const spelt = new Map(written.map((address) => [addressKey(address), address]))
  return listPoints(of, 'kept').map((point) => ({
    addressKey: point.key,
    address: spelt.get(point.key) ?? point.sentTo?.shown ?? point.shown,
    isMember: point.member !== null,
    isContact: fieldsOf(point).length > 0,
  }))
}

async function writeAddresses(tx: Writer, loaded: LoadedAccount): Promise<void> {
  const accountId = loaded.account.id
  const kept = await tx.select().from(accountAddresses).where(eq(accountAddresses.accountId, accountId))
  const known = new Map(kept.map((row) => [row.addressKey, row]))
  const submittedAt = await findSubmittedAt(tx, accountId)
  const added: (typeof accountAddresses.$inferInsert)[] = []
  const indexed = listIndexed(loaded)
  const proofs = await readProofs(tx, indexed)
  for (const next of indexed) {
    const row = known.get(next.addressKey)
    // An endpoint has its proof itself. An address that serves as a contact again is asked again.
    const kept = next.isContact ? row?.confirmedAt : null
    const confirmedAt =
      proofs.get(next.addressKey) ?? (isEndpointKey(next.addressKey) ? null : (kept ?? null))
    known.delete(next.addressKey)
    if (!row) {
      const since = (next.isContact ? submittedAt : null) ?? now()
      added.push({ ...next, accountId, since, confirmedAt })
    } else if (
      row.isMember !== next.isMember ||
      row.isContact !== next.isContact ||
      row.address !== next.address ||
      (isEndpointKey(next.addressKey) && row.confirmedAt !== confirmedAt)
    ) {
      await tx
        .update(accountAddresses)
        .set({ ...next, confirmedAt })
        .where(
          and(eq(accountAddresses.accountId, accountId), eq(accountAddresses.addressKey, next.addressKey)),
        )
    }
  }
  if (known.size > 0) {
    await tx
      .delete(accountAddresses)
      .where(
        and(
          eq(accountAddresses.accountId, accountId),
          inArray(accountAddresses.addressKey, [...known.keys()]),
        ),
      )
  }
  await insertMany(tx, accountAddresses, added)
}

/** When each endpoint among these points was confirmed; reads nothing without any. */
async function readProofs(
  tx: Writer,
  indexed: readonly { addressKey: PointKey }[],
): Promise<ReadonlyMap<PointKey, number | null>> {
  const ids = indexed.flatMap((one) => endpointIdOf(one.addressKey) ?? [])
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select(pick(endpoints, 'id', 'confirmedAt'))
    .from(endpoints)
    .where(inArray(endpoints.id, ids))
  return new Map(rows.map(({ id, confirmedAt }) => [endpointKey(id), confirmedAt]))
}

/** When the last revision was submitted, which may be long before an account is first indexed. */
async function findSubmittedAt(tx: Writer, accountId: string): Promise<number | null> {
  const [revision] = await tx
    .select({ savedAt: contactRevisions.savedAt })
    .from(contactRevisions)
    .where(and(eq(contactRevisions.accountId, accountId), eq(contactRevisions.cause, 'submitted')))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  return revision?.savedAt ?? null
}
