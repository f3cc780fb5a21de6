import { and, asc, desc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { memberships, users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { now } from '#/lib/clock.ts'
import { isLocked, type MissingField, missingFields } from '#/lib/contacts/policy.ts'
import { listOpenInvitationsForStaff, type StaffInvitation } from '#/lib/invitations/queries.ts'
import type { SourceGrant } from '#/lib/sources/queries.ts'
import { type Account, type AccountStanding, findStanding, type IntegrationType } from './queries.ts'
import type { IntegrationState } from './schema.ts'
import { readAccountKey } from './slug.ts'

export const accountsPerPage = 50

export type AccountFilter = {
  search: string
  state: IntegrationState | null
  integrationTypeId?: string | undefined
}
export type ListedAccount = {
  account: Account
  integrationType: IntegrationType
  missing: MissingField[]
  /** Whether there is a revision. */
  submitted: boolean
  locked: boolean
}

/**
 * A page of all accounts in the order of their short names, after the one named `after`; `next` is where the following
 * page starts. `search` finds a part of the name or the short name.
 */
export async function listAccounts(
  read: Reader,
  _grant: StaffGrant | SourceGrant<'accounts:read'>,
  {
    search,
    state,
    integrationTypeId,
    after,
    limit = accountsPerPage,
  }: AccountFilter & {
    after: string
    limit?: number
  },
): Promise<{ rows: ListedAccount[]; next: string | null }> {
  const rows = await read
    .select({ account: accounts, integrationType: integrationTypes })
    .from(accounts)
    .innerJoin(integrationTypes, eq(integrationTypes.id, accounts.integrationTypeId))
    .where(
      and(
        matchesAccount(search),
        state ? eq(accounts.state, state) : undefined,
        integrationTypeId ? eq(accounts.integrationTypeId, integrationTypeId) : undefined,
        after ? gt(accounts.slug, after) : undefined,
      ),
    )
    .orderBy(asc(accounts.slug))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const next = rows.length > limit ? (shown.at(-1)?.account.slug ?? null) : null
  return { rows: await addMissing(read, shown), next }
}

/** Whether an account's name or short name has `search` in it. */
export function matchesAccount(search: string): SQL | undefined {
  const words = search.trim().toLowerCase()
  if (!words) return undefined
  return or(containsText(sql`lower(${accounts.name})`, words), containsText(sql`${accounts.slug}`, words))
}

/** Whether a text of the store, in lower case, has `words` in it, whatever characters they are. */
export function containsText(text: SQL, words: string): SQL {
  return sql`${text} like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}

async function addMissing(
  read: Reader,
  rows: Pick<ListedAccount, 'account' | 'integrationType'>[],
): Promise<ListedAccount[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ account }) => account.id)
  const contacts = await listContacts(read, ids)
  const members = await read
    .select({ accountId: memberships.accountId, userId: memberships.userId })
    .from(memberships)
    .where(inArray(memberships.accountId, ids))
  const membersOf = Map.groupBy(members, ({ accountId }) => accountId)
  return rows.map((row) => {
    const missing = missingFields({
      info: contacts.get(row.account.id) ?? null,
      merchantIssues: row.integrationType.merchantIssues,
      memberIds: (membersOf.get(row.account.id) ?? []).map(({ userId }) => userId),
    })
    return {
      ...row,
      missing,
      submitted: contacts.has(row.account.id),
      locked: isLocked({ ...row.account, missing, now: now() }),
    }
  })
}

/** The last revision's content of each of these accounts that has one. */
async function listContacts(read: Reader, accountIds: string[]) {
  const last = read
    .select({ version: sql`max(${contactRevisions.version})` })
    .from(contactRevisions)
    .where(eq(contactRevisions.accountId, accounts.id))
  const rows = await read
    .select({ accountId: contactRevisions.accountId, content: contactRevisions.content })
    .from(accounts)
    .innerJoin(
      contactRevisions,
      and(eq(contactRevisions.accountId, accounts.id), eq(contactRevisions.version, last)),
    )
    .where(inArray(accounts.id, accountIds))
  return new Map(rows.map(({ accountId, content }) => [accountId, content]))
}

export type StaffView = AccountStanding & {
  revision: { savedAt: number; savedBy: string } | null
  invitations: StaffInvitation[]
}

/** One account as staff see it: its standing, its last revision's author and time, and whom it waits for. */
export async function findAccountForStaff(
  read: Reader,
  grant: StaffGrant,
  slug: string,
): Promise<StaffView | null> {
  const standing = await findStanding(read, { slug }, now())
  if (!standing) return null
  const accountId = standing.account.id
  const [revision] = await read
    .select({ savedAt: contactRevisions.savedAt, name: users.name, email: users.email })
    .from(contactRevisions)
    .leftJoin(users, eq(users.id, contactRevisions.savedBy))
    .where(eq(contactRevisions.accountId, accountId))
    .orderBy(desc(contactRevisions.version))
    .limit(1)
  return {
    ...standing,
    revision: revision ? { savedAt: revision.savedAt, savedBy: revision.name || revision.email || '' } : null,
    invitations: await listOpenInvitationsForStaff(read, grant, accountId, now()),
  }
}

/** One account's standing, for the API, by slug or id; null where there is none. */
export async function findAccountForSource(
  read: Reader,
  _grant: SourceGrant<'accounts:read'>,
  named: string,
): Promise<AccountStanding | null> {
  const key = readAccountKey(named)
  return key && findStanding(read, key, now())
}

/** The integration types, in the order admins gave them. */
export async function listIntegrationTypes(read: Reader): Promise<IntegrationType[]> {
  return read
    .select()
    .from(integrationTypes)
    .orderBy(asc(integrationTypes.position), asc(integrationTypes.id))
}
