import { eq } from 'drizzle-orm'
import { contactDrafts } from '#/db/schema/accounts.ts'
import type { Reader } from '#/db/store/store.ts'
import { type ContactFormValues, type ServedField, servedFields } from '#/db/words/accounts.ts'
import type { AccountGrant } from '#/lib/accounts/access/grants.ts'
import { fieldsWith } from '#/lib/contacts/fields/fields-with.ts'

/** Whether a member is an alert contact as submitted or in the draft. Either makes their removal ask first. */
export async function findAlertRoles(
  read: Reader,
  grant: AccountGrant,
  userId: string,
): Promise<{ submitted: boolean; drafted: boolean }> {
  const drafted = await findDrafted(read, grant)
  return {
    submitted: grant.contacts?.alerts.includes(userId) ?? false,
    drafted: drafted?.alerts.includes(userId) ?? false,
  }
}

/** The fields that hold a member's own address, as submitted or in the draft, in the order of the form. */
export async function findOwnFields(
  read: Reader,
  grant: AccountGrant,
  email: string,
): Promise<ServedField[]> {
  const drafted = await findDrafted(read, grant)
  const found = [grant.contacts, drafted].flatMap((held) => fieldsWith(held, email))
  return servedFields.filter((field) => found.includes(field))
}

async function findDrafted(read: Reader, { account }: AccountGrant): Promise<ContactFormValues | null> {
  const [draft] = await read
    .select({ values: contactDrafts.values })
    .from(contactDrafts)
    .where(eq(contactDrafts.accountId, account.id))
  return draft?.values ?? null
}
