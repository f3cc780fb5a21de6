import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { pick } from '#/db/columns.ts'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { endpoints } from '#/db/schema/endpoints.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { defineListQuery } from '#/db/store/list-query.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import type { MemberRole, StaffRole } from '#/db/words/people.ts'
import { endpointsOf } from '#/lib/contacts/fields/entries.ts'
import { isLocked, type MissingField, missingFields } from '#/lib/contacts/fields/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'

export type Account = typeof accounts.$inferSelect
export type IntegrationType = typeof integrationTypes.$inferSelect
export type Member = {
  userId: string
  email: string
  name: string
  locale: (typeof users.$inferSelect)['locale']
  timeZone: string | null
  role: MemberRole
  joinedAt: number
  lastSeenAt: number | null
}

/**
 * An account at one instant and what follows from it. `contacts`: the content of the last revision; `missing`: what it
 * lacks; `locked`: whether the gate is closed (product.md, The gate); `live`: the endpoints that notices may go to.
 */
export type LoadedAccount = {
  account: Account
  integrationType: IntegrationType
  members: Member[]
  contacts: ContactInformation | null
  live?: ReadonlySet<string>
  missing: MissingField[]
  locked: boolean
}

/** Selects accounts, each with its type and the content of its last revision. */
export function selectAccounts(read: Reader) {
  return read
    .select({ account: accounts, integrationType: integrationTypes, contacts: contactRevisions.content })
    .from(accounts)
    .innerJoin(integrationTypes, eq(integrationTypes.id, accounts.integrationTypeId))
    .leftJoin(contactRevisions, isLastRevision)
}

/** Joins `accounts` to the last revision, which an index finds however many there are. */
export const isLastRevision = and(
  eq(contactRevisions.accountId, accounts.id),
  eq(
    contactRevisions.version,
    sql`(select max(version) from contact_revisions where account_id = ${accounts.id})`,
  ),
)

/** Evaluates which fields are missing, and whether the gate is closed at `at`. */
export function evaluateGate(
  {
    account,
    integrationType,
    contacts: info,
  }: Omit<LoadedAccount, 'members' | 'missing' | 'locked' | 'live'>,
  memberIds: readonly string[],
  at: number,
): Pick<LoadedAccount, 'missing' | 'locked'> {
  const missing = missingFields({ info, merchantIssues: integrationType.merchantIssues, memberIds })
  return { missing, locked: isLocked({ ...account, missing, now: at }) }
}

/** Loads an account by id or slug; null if there is none. */
export async function loadAccount(
  read: Reader,
  key: { id: string } | { slug: string },
  at: number,
): Promise<LoadedAccount | null> {
  const [row] = await selectAccounts(read).where(
    'id' in key ? eq(accounts.id, key.id) : eq(accounts.slug, key.slug),
  )
  if (!row) return null
  const members = await listMembers(read, row.account.id)
  const memberIds = members.map(({ userId }) => userId)
  const live = await readLive(read, [row.contacts])
  return { ...row, members, live, ...evaluateGate(row, memberIds, at) }
}

/** Loads an account that must exist. @throws AppError `not-found` */
export async function assertAccount(
  read: Reader,
  key: { id: string } | { slug: string },
): Promise<LoadedAccount> {
  const loaded = await loadAccount(read, key, now())
  if (!loaded) throw new AppError('not-found')
  return loaded
}

/** The condition that notices may go to an endpoint of the query, also while it fails. */
export const isLiveEndpoint = and(isNotNull(endpoints.confirmedAt), isNull(endpoints.disabledAt))

/** The endpoints in these contacts that are live. Reads nothing if they have none. */
export async function readLive(
  read: Reader,
  ofAll: Iterable<ContactInformation | null>,
): Promise<ReadonlySet<string>> {
  const ids = [...ofAll].flatMap((contacts) => endpointsOf(contacts).map(({ entry }) => entry.id))
  const rows = await listLive(read, [...new Set(ids)])
  return new Set(rows.map(({ id }) => id))
}

const listLive = defineListQuery((read, ids) =>
  read
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(inArray(endpoints.id, ids), isLiveEndpoint)),
)

/** The members of an account: owners first, then by name. */
export async function listMembers(read: Reader, accountId: string): Promise<Member[]> {
  return read
    .select({
      userId: users.id,
      ...pick(users, 'email', 'name', 'locale', 'timeZone'),
      role: memberships.role,
      joinedAt: memberships.createdAt,
      lastSeenAt: memberships.lastSeenAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.accountId, accountId))
    .orderBy(
      sql`case ${memberships.role} when 'owner' then 0 when 'editor' then 1 else 2 end`,
      users.name,
      users.emailKey,
    )
}

/** How many accounts a person is a member of. */
export function countAccountsOf(read: Reader, userId: string): Promise<number> {
  return read.$count(memberships, eq(memberships.userId, userId))
}

/** The accounts a person is a member of, by name. */
export async function listAccountsOf(read: Reader, userId: string) {
  return read
    .select({
      slug: accounts.slug,
      name: accounts.name,
      role: memberships.role,
      ...pick(accounts, 'state', 'firstCompleteAt', 'dueAt', 'closedAt'),
    })
    .from(memberships)
    .innerJoin(accounts, eq(accounts.id, memberships.accountId))
    .where(eq(memberships.userId, userId))
    .orderBy(accounts.name, accounts.slug)
}

/** Whether the account has a member with this address; `emailKey` is lower-cased. */
export async function isAddressOfMember(read: Reader, emailKey: string, accountId: string): Promise<boolean> {
  const [found] = await read
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.accountId, accountId), eq(users.emailKey, emailKey)))
  return found !== undefined
}

/** The page after signing in (product.md, People): the person's only account, their list, or the staff pages. */
export async function findLandingPath(
  read: Reader,
  actor: { user: { id: string }; staffRole: StaffRole | null },
): Promise<string> {
  const accounts = await listAccountsOf(read, actor.user.id)
  const [only] = accounts
  if (only && accounts.length === 1) return `/accounts/${only.slug}`
  if (accounts.length === 0 && actor.staffRole) return '/admin/accounts'
  return '/accounts'
}
