import type { Reader } from '#/db/store/store.ts'
import type { ContactInformation } from '#/db/words/accounts.ts'
import { listContactAddresses } from '#/lib/contacts/fields/policy.ts'
import { listMarkedKeys } from '#/lib/platform/mail/marks.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type IndexedAddress = { addressKey: string; address: string; isMember: boolean; isContact: boolean }

/** Each address of an account once: its members' and those of its last revision. */
export function listIndexedAddresses(account: {
  members: readonly { email: string }[]
  contacts: ContactInformation | null
}): IndexedAddress[] {
  const found = new Map<string, IndexedAddress>()
  for (const { email } of account.members) {
    const key = addressKey(email)
    found.set(key, { addressKey: key, address: email, isMember: true, isContact: false })
  }
  for (const address of account.contacts ? listContactAddresses(account.contacts) : []) {
    const key = addressKey(address)
    found.set(key, { addressKey: key, address, isMember: found.get(key)?.isMember ?? false, isContact: true })
  }
  return [...found.values()]
}

/** The keys of an account's bouncing addresses, which every page shows in red. */
export function listBouncing(
  read: Reader,
  account: Parameters<typeof listIndexedAddresses>[0],
): Promise<Set<string>> {
  return listMarkedKeys(
    read,
    listIndexedAddresses(account).map(({ address }) => address),
  )
}
