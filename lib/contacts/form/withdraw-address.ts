import type { ContactFormValues, ContactInformation } from '#/db/words/accounts.ts'
import { filterLists } from '#/lib/contacts/fields/entries.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { blankAddressRow, withRowToWriteInto } from './values.ts'

/** Contact information without an address, in every field that has it. */
export function withoutAddress(contacts: ContactInformation, key: string): ContactInformation {
  const isOther = ({ address }: { address: string }) => addressKey(address) !== key
  const brand = contacts['brand-support']
  return { ...filterLists(contacts, isOther), 'brand-support': brand && isOther(brand) ? brand : null }
}

/**
 * The same for a draft, with its address as typed. The values beside the address of brand support stay: they belong to
 * the account.
 */
export function withoutTypedAddress(values: ContactFormValues, key: string): ContactFormValues {
  const isOther = ({ address }: { address: string }) => keyOfTyped(address) !== key
  const brand = values['brand-support']
  const left = isOther(brand) ? brand : { ...brand, ...blankAddressRow() }
  return withRowToWriteInto({ ...filterLists(values, isOther), 'brand-support': left })
}
