import type { ServedField } from '#/db/words/accounts.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { entriesOf, type HoldsAddresses } from './entries.ts'

/** The fields that have an address, in the order of the form; of a draft, as typed. */
export function fieldsWith(contacts: HoldsAddresses | null, address: string): ServedField[] {
  const key = addressKey(address)
  const having = entriesOf(contacts).filter(({ entry }) => keyOfTyped(entry.address) === key)
  return [...new Set(having.map(({ field }) => field))]
}
