import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/contacts.ts'
import { listContactAddresses } from '#/lib/contacts/fields/policy.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'

/** The keys of the bouncing ones among an account's addresses, which stand in red wherever they show. */
export async function listBouncing(
  read: Reader,
  account: { members: readonly { email: string }[]; contacts: ContactInformation | null },
): Promise<Set<string>> {
  const { members, contacts } = account
  const shown = [...members.map(({ email }) => email), ...(contacts ? listContactAddresses(contacts) : [])]
  return listMarkedKeys(read, shown)
}
