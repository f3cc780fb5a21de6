import { asc, desc, eq } from 'drizzle-orm'
import { contactRevisions, integrationTypes } from '#/db/schema/accounts.ts'
import { users } from '#/db/schema/people.ts'
import type { Reader } from '#/db/store/index.ts'
import type { StaffGrant } from '#/lib/access/grants.ts'
import { now } from '#/lib/clock.ts'
import { listOpenInvitationsForStaff, type StaffInvitation } from '#/lib/invitations/queries.ts'
import type { SourceGrant } from '#/lib/sources/queries.ts'
import { type AccountStanding, findStanding, type IntegrationType } from './queries.ts'
import { readAccountKey } from './slug.ts'

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
