import { eq, inArray, type Placeholder } from 'drizzle-orm'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import { locking } from '#/db/store/row-locks.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import type { Locale, MemberRole } from '#/db/words/people.ts'
import { isLastRevision } from '#/lib/accounts/account/load-account.ts'
import { businessZone, contactsInUse } from '#/lib/contacts/fields/policy.ts'

export type RouteMember = {
  userId: string
  email: string
  locale: Locale | null
  timeZone: string | null
  role: MemberRole
}

/** The part of an account that routing needs. */
export type ReachedAccount = Pick<
  typeof accounts.$inferSelect,
  'id' | 'slug' | 'name' | 'state' | 'defaultLocale' | 'closedAt'
>

export const reachedColumns = {
  id: accounts.id,
  slug: accounts.slug,
  name: accounts.name,
  state: accounts.state,
  defaultLocale: accounts.defaultLocale,
  closedAt: accounts.closedAt,
}

export type ReachInput = {
  account: ReachedAccount
  contacts: ContactInformation | null
  members: RouteMember[]
  /** The zone of its business days. */
  zone: string
  /** When its contacts were saved; null if it has none. */
  savedAt: number | null
}

/**
 * The people of many accounts, as they are now. Contacts leave out fields that the type hides (product.md, The account). A
 * closed account has nobody.
 */
export async function readReachables(
  read: Reader,
  reached: readonly ReachedAccount[],
): Promise<Map<string, ReachInput>> {
  const ids = reached.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)
  if (reached.length === 0) return new Map()
  const people = await listPeople(read, ids)
  const revisions = await listLastRevisions(read, ids)
  const contentOf = new Map(
    revisions.map(({ accountId, content, merchantIssues }) => [
      accountId,
      contactsInUse(content, merchantIssues),
    ]),
  )
  const savedAtOf = new Map(revisions.map(({ accountId, savedAt }) => [accountId, savedAt]))
  const membersOf = Map.groupBy(people, ({ accountId }) => accountId)
  return new Map(
    reached.map((account) => {
      const contacts = contentOf.get(account.id) ?? null
      const members = membersOf.get(account.id) ?? []
      const savedAt = savedAtOf.get(account.id) ?? null
      return [account.id, { account, contacts, members, zone: businessZone(contacts), savedAt }]
    }),
  )
}

const listPeople = defineListQuery((read, accountIds) =>
  read
    .select({
      accountId: memberships.accountId,
      userId: users.id,
      email: users.email,
      locale: users.locale,
      timeZone: users.timeZone,
      role: memberships.role,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(inArray(memberships.accountId, accountIds))
    .orderBy(users.emailKey),
)

const listLastRevisions = defineListQuery((read, accountIds) =>
  read
    .select({
      accountId: accounts.id,
      content: contactRevisions.content,
      savedAt: contactRevisions.savedAt,
      merchantIssues: integrationTypes.merchantIssues,
    })
    .from(accounts)
    .innerJoin(contactRevisions, isLastRevision)
    .innerJoin(integrationTypes, eq(integrationTypes.id, accounts.integrationTypeId))
    .where(inArray(accounts.id, accountIds)),
)

/** The accounts of these ids. */
export async function findAccountsById(
  read: Reader,
  ids: Iterable<string>,
): Promise<Map<string, ReachedAccount>> {
  return new Map((await listAccounts(read, [...new Set(ids)])).map((row) => [row.id, row]))
}

/**
 * As `findAccountsById`, for a transaction that tells their people: until it ends, nobody changes these accounts or their
 * contacts, so that all it reads of them belongs together.
 */
export async function holdAccounts(tx: Writer, ids: Iterable<string>): Promise<Map<string, ReachedAccount>> {
  return new Map((await holdById(tx, [...new Set(ids)])).map((row) => [row.id, row]))
}

const selectById = (read: Reader, ids: (string | Placeholder)[]) =>
  read.select(reachedColumns).from(accounts).where(inArray(accounts.id, ids)).orderBy(accounts.id)

const listAccounts = defineListQuery(selectById)
const holdById = defineListQuery((tx, ids) => locking(selectById(tx, ids), 'share'))
