import { addressFieldIds, type ContactFormValues, type ContactInformation } from '#/db/words/accounts.ts'
import { keyOfTyped } from '#/lib/platform/values/address.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { blankAddressRow, withRowToWriteInto } from './values.ts'

/** Contact information without an address, in every field that has it. */
export function withoutAddress(contacts: ContactInformation, key: string): ContactInformation {
  const left = { ...contacts }
  for (const field of addressFieldIds) {
    left[field] = contacts[field].filter(({ address }) => addressKey(address) !== key)
  }
  const brand = contacts['brand-support']
  if (brand && addressKey(brand.address) === key) left['brand-support'] = null
  return left
}

/**
 * The same for a draft, with its address as typed. The values beside the address of brand support stay: they belong to
 * the account.
 */
export function withoutTypedAddress(values: ContactFormValues, key: string): ContactFormValues {
  const left = { ...values }
  for (const field of addressFieldIds) {
    left[field] = values[field].filter(({ address }) => keyOfTyped(address) !== key)
  }
  const brand = values['brand-support']
  if (keyOfTyped(brand.address) === key) left['brand-support'] = { ...brand, ...blankAddressRow() }
  return withRowToWriteInto(left)
}
