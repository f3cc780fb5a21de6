import type { Reader } from '#/db/store/store.ts'
import { findLastRevision, type LastRevision } from '#/lib/accounts/account/last-revision.ts'
import { type LoadedAccount, loadAccount } from '#/lib/accounts/account/load-account.ts'
import { parseAccountKey } from '#/lib/accounts/account/slug.ts'
import { type InvitationForStaff, listOpenInvitationsForStaff } from '#/lib/accounts/invitations/queries.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'

export type AccountForStaff = LoadedAccount & {
  revision: LastRevision | null
  invitations: InvitationForStaff[]
}

/** An account as staff see it, with the author and time of its last revision and its open invitations. */
export async function findAccountForStaff(read: Reader, grant: StaffGrant, slug: string) {
  const loaded = await loadAccount(read, { slug }, now())
  if (!loaded) return null
  const accountId = loaded.account.id
  return {
    ...loaded,
    revision: await findLastRevision(read, accountId),
    invitations: await listOpenInvitationsForStaff(read, grant, accountId, now()),
  }
}

/** For the API: an account by slug or id; null if there is none or it is closed. */
export async function findAccountForSource(
  read: Reader,
  _grant: SourceGrant<'accounts:read'>,
  named: string,
): Promise<LoadedAccount | null> {
  const key = parseAccountKey(named)
  const loaded = key && (await loadAccount(read, key, now()))
  return loaded?.account.closedAt === null ? loaded : null
}
