import {
  addressFieldIds,
  type ContactAddress,
  type ContactInformation,
  type ServedField,
} from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import type { LoadedAccount } from '#/lib/accounts/account/load-account.ts'
import { contactsInUse } from '#/lib/contacts/fields/policy.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** A contact address of an account with all its fields. `locale`: the language of its mail. */
export type ServedAddress = { key: string; address: string; fields: ServedField[]; locale: Locale }

/** Addresses in use: fields that the integration type hides get no mail. */
export function listInUse({
  account,
  integrationType,
  contacts,
}: Pick<LoadedAccount, 'account' | 'integrationType'> & { contacts: ContactInformation | null }) {
  const inUse = contacts && contactsInUse(contacts, integrationType.merchantIssues)
  return listAddressUses(inUse, account.defaultLocale)
}

/** The contact addresses by key, each with its fields in the order of the form. */
export function listAddressUses(
  contacts: ContactInformation | null,
  defaultLocale: Locale,
): Map<string, ServedAddress> {
  const served = new Map<string, ServedAddress>()
  const add = (field: ServedField, { address, locale }: ContactAddress) => {
    const key = addressKey(address)
    const known = served.get(key)
    if (known) known.fields.push(field)
    else served.set(key, { key, address, fields: [field], locale: locale ?? defaultLocale })
  }
  for (const field of addressFieldIds) for (const contact of contacts?.[field] ?? []) add(field, contact)
  const brand = contacts?.['brand-support']
  if (brand) add('brand-support', brand)
  return served
}
