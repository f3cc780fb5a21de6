import { eq } from 'drizzle-orm'
import { contactDrafts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/index.ts'
import type { AccountGrant } from '#/lib/access/grants.ts'

/** Where a member is an alert contact: in what was last submitted, in the draft. Either makes their removal ask first. */
export async function findAlertRoles(
  read: Reader,
  grant: AccountGrant,
  userId: string,
): Promise<{ submitted: boolean; drafted: boolean }> {
  const [draft] = await read
    .select({ values: contactDrafts.values })
    .from(contactDrafts)
    .where(eq(contactDrafts.accountId, grant.account.id))
  return {
    submitted: grant.contacts?.alerts.includes(userId) ?? false,
    drafted: draft?.values.alerts.includes(userId) ?? false,
  }
}
