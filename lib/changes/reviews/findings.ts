import {
  addressFieldIds,
  type ContactInformation,
  type FieldId,
  type MerchantIssuesRule,
} from '#/db/words/accounts.ts'
import { contactsInUse } from '#/lib/contacts/fields/policy.ts'
import type { AddressStatus } from '#/lib/notices/views/address-status.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'

/**
 * Something to check in a review. `bouncing`: mail to the address bounces; `unconfirmed`: nobody has shown that they
 * read it; both since `since`, if known. `away`: an alert contact who has not signed in since then.
 */
export type Finding = {
  kind: 'bouncing' | 'unconfirmed' | 'away'
  /** Empty for an address that is not a person's. */
  name: string
  address: string
  /** The fields that the address serves, in form order. */
  fields: FieldId[]
  since: number | null
}

/** `userId`: set for an alert contact. */
type Served = { name: string; address: string; fields: FieldId[]; userId: string | null }

/** Findings in the contact information: bouncing first, then unconfirmed, then people who are away. */
export function listFindings(account: {
  contacts: ContactInformation
  merchantIssues: MerchantIssuesRule
  members: readonly { userId: string; name: string; email: string }[]
  /** By address key. */
  statuses: ReadonlyMap<string, AddressStatus>
  /** Members who have not signed in for long, with their last sign-in. */
  away: ReadonlyMap<string, number>
}): Finding[] {
  const { statuses, away } = account
  const raised: Finding[] = []
  const served = listAddressUses(account)
  for (const { userId: _, ...one } of served) {
    const status = statuses.get(addressKey(one.address))
    if (status?.status === 'bouncing' || status?.status === 'unconfirmed')
      raised.push({ kind: status.status, ...one, since: status.since })
  }
  for (const { userId, ...one } of served) {
    const since = userId ? away.get(userId) : undefined
    if (since !== undefined) raised.push({ kind: 'away', ...one, fields: ['alerts'], since })
  }
  const rank = { bouncing: 0, unconfirmed: 1, away: 2 }
  return raised.sort((one, other) => rank[one.kind] - rank[other.kind])
}

/** Each address once, with its fields. Fields that the integration type hides do not count. */
function listAddressUses({
  contacts,
  merchantIssues,
  members,
}: Pick<Parameters<typeof listFindings>[0], 'contacts' | 'merchantIssues' | 'members'>): Served[] {
  const served = new Map<string, Served>()
  function add(field: FieldId, address: string, person?: { userId: string; name: string }) {
    const known = served.get(addressKey(address))
    if (known) known.fields.push(field)
    else {
      const { userId = null, name = '' } = person ?? {}
      served.set(addressKey(address), { name, address, fields: [field], userId })
    }
  }
  for (const alert of contacts.alerts) {
    const member = members.find(({ userId }) => userId === alert)
    if (member) add('alerts', member.email, member)
  }
  const inUse = contactsInUse(contacts, merchantIssues)
  for (const field of addressFieldIds) for (const { address } of inUse[field]) add(field, address)
  const brand = contacts['brand-support']
  if (brand) add('brand-support', brand.address)
  return [...served.values()]
}
