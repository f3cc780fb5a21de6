import { and, eq, inArray, sql } from 'drizzle-orm'
import { accounts, contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { memberships } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import type { Account, IntegrationType } from '#/lib/accounts/account/load-account.ts'
import { isLocked, type MissingField, missingFields } from '#/lib/contacts/fields/policy.ts'
import { now } from '#/lib/platform/values/clock.ts'

/** An account in a list. `contacts`: the content of the last revision; null if there is none. */
export type ListedAccount = {
  account: Account
  integrationType: IntegrationType
  contacts: ContactInformation | null
  missing: MissingField[]
  locked: boolean
}

/** Reads these accounts in this order, with what follows from their rows now; deleted ones are left out. */
export async function readListed(read: Reader, ids: readonly string[]): Promise<ListedAccount[]> {
  if (ids.length === 0) return []
  const rows = await read
    .select({ account: accounts, integrationType: integrationTypes })
    .from(accounts)
    .innerJoin(integrationTypes, eq(integrationTypes.id, accounts.integrationTypeId))
    .where(inArray(accounts.id, [...ids]))
  const contacts = await listContacts(read, ids)
  const memberIds = await listMemberIds(read, ids)
  const at = now()
  const listed = rows.map((row) => {
    const info = contacts.get(row.account.id) ?? null
    const missing = missingFields({
      info,
      merchantIssues: row.integrationType.merchantIssues,
      memberIds: memberIds.get(row.account.id) ?? [],
    })
    return { ...row, contacts: info, missing, locked: isLocked({ ...row.account, missing, now: at }) }
  })
  const byId = new Map(listed.map((row) => [row.account.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

async function listMemberIds(read: Reader, accountIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await read
    .select({ accountId: memberships.accountId, userId: memberships.userId })
    .from(memberships)
    .where(inArray(memberships.accountId, [...accountIds]))
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId)
  return new Map([...byAccount].map(([id, members]) => [id, members.map(({ userId }) => userId)]))
}

/** The content of the last revision of each of these accounts that has one. */
async function listContacts(
  read: Reader,
  accountIds: readonly string[],
): Promise<Map<string, ContactInformation>> {
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
    .where(inArray(accounts.id, [...accountIds]))
  return new Map(rows.map(({ accountId, content }) => [accountId, content]))
}
