import type { ContactAddress } from '#/db/words/contacts.ts'
import { addressKey } from '#/lib/platform/values/address-key.ts'
import type { ContactError } from './checks.ts'

/** A free address and the name of its row in the form (`technical.0`, `brand-support`). */
export type PlacedContact = { path: string; contact: ContactAddress }

/** Twice the same address in one field is an error at the second (product.md, Addresses). */
export function refuseDuplicates(
  contacts: readonly PlacedContact[],
  errors: Map<string, ContactError>,
): void {
  const seen = new Set<string>()
  for (const { path, contact } of contacts) {
    const key = addressKey(contact.address)
    if (seen.has(key)) {
      errors.set(`${path}.address`, { code: 'duplicate', params: { address: contact.address } })
    }
    seen.add(key)
  }
}

/**
 * Label and language belong to the address within the account, not to the field: where one address serves several
 * purposes, what was left blank in one is taken over from another, and two that differ are an error at the later.
 */
export function agreeOnAddresses(
  contacts: readonly PlacedContact[],
  errors: Map<string, ContactError>,
): void {
  for (const same of Map.groupBy(contacts, ({ contact }) => addressKey(contact.address)).values()) {
    const label = same.find(({ contact }) => contact.label !== '')?.contact.label ?? ''
    const locale = same.find(({ contact }) => contact.locale !== null)?.contact.locale ?? null
    for (const { path, contact } of same) {
      if (contact.label === '') contact.label = label
      if (contact.locale === null) contact.locale = locale
      const { address } = contact
      if (contact.label !== label) {
        setOnce(errors, `${path}.label`, { code: 'label-differs', params: { address, label } })
      }
      if (locale !== null && contact.locale !== locale) {
        setOnce(errors, `${path}.locale`, { code: 'locale-differs', params: { address, locale } })
      }
    }
  }
}

function setOnce(errors: Map<string, ContactError>, path: string, error: ContactError) {
  if (!errors.has(path)) errors.set(path, error)
}
