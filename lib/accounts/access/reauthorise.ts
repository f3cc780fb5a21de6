import type { Reader } from '#/db/store/store.ts'
import type { MemberRole } from '#/db/words/people.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type GrantOf, grantAccount, type MemberGrant } from './grants.ts'

/**
 * Checks the right again in a command's transaction, so that a right lost since the page loaded is not used. Refuses
 * read-only grants, which the types exclude.
 * @throws AppError as `grantFrom`
 */
export async function reauthorise<Needed extends MemberRole>(
  tx: Reader,
  grant: MemberGrant,
  needed: Needed,
): Promise<GrantOf[Needed]> {
  if (grant.readOnly) throw new AppError('forbidden')
  return grantAccount(tx, grant.actor, { id: grant.account.id }, needed)
}
