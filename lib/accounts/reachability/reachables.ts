import { eq, inArray, type Placeholder } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import { locking } from '#/db/store/row-locks.ts'
import type { Reader, Writer } from '#/db/store/store.ts'
import { isLastRevision, readLive } from '#/lib/accounts/account/load-account.ts'
import { groupPoints, type Holder, type PointsByPurpose } from '#/lib/accounts/points/points.ts'
import { businessZone } from '#/lib/contacts/fields/policy.ts'

/** The part of an account that routing needs. */
export type ReachedAccount = Pick<
  typeof accounts.$inferSelect,
  'id' | 'slug' | 'name' | 'state' | 'defaultLocale' | 'closedAt'
>

export const reachedColumns = {
  ...pick(accounts, 'id', 'slug', 'name', 'state', 'defaultLocale', 'closedAt'),
}

export type ReachInput = Holder & {
  account: ReachedAccount
  points: PointsByPurpose
  /** The zone of its business days. */
  zone: string
  /** When its contacts were saved; null if it has none. */
  savedAt: number | null
}

/** The contact points of many accounts, as they are now. A closed account has none. */
export async function readReachables(
  read: Reader,
  reached: readonly ReachedAccount[],
): Promise<Map<string, ReachInput>> {
  const ids = reached.filter(({ closedAt }) => closedAt === null).map(({ id }) => id)
  if (reached.length === 0) return new Map()
  const people = await listPeople(read, ids)
  const revisions = await listLastRevisions(read, ids)
  const live = await readLive(
    read,
    revisions.map(({ content }) => content),
  )
  const lastOf = new Map(revisions.map((revision) => [revision.accountId, revision]))
  const membersOf = Map.groupBy(people, ({ accountId }) => accountId)
  return new Map(
    reached.map((account) => {
      const {
        content: contacts = null,
        merchantIssues = 'optional',
        savedAt = null,
      } = lastOf.get(account.id) ?? {}
      const members = membersOf.get(account.id) ?? []
      const holder = { account, integrationType: { merchantIssues }, members, contacts, live }
      return [account.id, { ...holder, points: groupPoints(holder), zone: businessZone(contacts), savedAt }]
    }),
  )
}

const listPeople = defineListQuery((read, accountIds) =>
  read
    .select({
      accountId: memberships.accountId,
      userId: users.id,
      ...pick(users, 'email', 'name', 'locale', 'timeZone'),
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
export async function lockAccounts(tx: Writer, ids: Iterable<string>): Promise<Map<string, ReachedAccount>> {
  return new Map((await lockById(tx, [...new Set(ids)])).map((row) => [row.id, row]))
}

const selectById = (read: Reader, ids: (string | Placeholder)[]) =>
  read.select(reachedColumns).from(accounts).where(inArray(accounts.id, ids)).orderBy(accounts.id)

const listAccounts = defineListQuery(selectById)
const lockById = defineListQuery((tx, ids) => locking(selectById(tx, ids), 'share'))
