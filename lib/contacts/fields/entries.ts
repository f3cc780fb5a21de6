import {
  type AddressFieldId,
  // biome-ignore lint/style/noRestrictedImports: this is the walk
  addressFieldIds,
  type ContactInformation,
  type EndpointEntry,
  type EndpointsByField,
  type FieldId,
  type MerchantIssuesRule,
  type RoutedField,
  routedFields,
  ruleOf,
  type ServedField,
  servedFields,
} from '#/db/words/accounts.ts'

type Addressed = { address: string }

/** The fields with addresses, in a revision, a draft or what a form holds. */
export type HoldsAddresses = Record<AddressFieldId, readonly Addressed[]> & {
  'brand-support': Addressed | null
}

type EntryOf<Of extends HoldsAddresses> = Of[AddressFieldId][number] | NonNullable<Of['brand-support']>

/** Every address with its field, in the order of the form. Nothing else iterates over the fields for addresses. */
export function entriesOf<Of extends HoldsAddresses>(
  contacts: Of | null,
): { field: ServedField; entry: EntryOf<Of> }[] {
  if (contacts === null) return []
  return servedFields.flatMap((field) => {
    const held: EntryOf<Of>[] = [contacts[field] ?? []].flat()
    return held.map((entry) => ({ field, entry }))
  })
}

/** Every endpoint with its field, in the order of the form. */
export function endpointsOf(
  contacts: Pick<ContactInformation, 'endpoints'> | null,
): { field: RoutedField; entry: EndpointEntry }[] {
  return routedFields.flatMap((field) =>
    (contacts?.endpoints[field] ?? []).map((entry) => ({ field, entry })),
  )
}

/** The fields that have the endpoint. */
export function fieldsWithEndpoint(
  contacts: Pick<ContactInformation, 'endpoints'> | null,
  id: string,
): RoutedField[] {
  return endpointsOf(contacts).flatMap(({ field, entry }) => (entry.id === id ? [field] : []))
}

/** The endpoints of each field that has some. */
export function inEachField<Entry>(
  list: (field: RoutedField) => readonly Entry[] | undefined,
): EndpointsByField<Entry> {
  const all = routedFields.map((field) => [field, list(field) ?? []] as const)
  return Object.fromEntries(all.filter(([, some]) => some.length > 0))
}

/** The same contacts with each entry changed. */
export function mapEntries<Of extends HoldsAddresses>(
  contacts: Of,
  change: <Entry extends EntryOf<Of>>(entry: Entry, field: ServedField) => Entry,
): Of {
  const brand = contacts['brand-support']
  const lists = addressFieldIds.map((field) => [field, contacts[field].map((one) => change(one, field))])
  return {
    ...contacts,
    ...Object.fromEntries(lists),
    'brand-support': brand && change(brand, 'brand-support'),
  }
}

/** The same contacts without the listed entries for which `keeps` is false. Brand support stays: it is more than its address. */
export function filterLists<Of extends HoldsAddresses>(
  contacts: Of,
  keeps: (entry: EntryOf<Of>, field: AddressFieldId) => boolean,
): Of {
  const lists = addressFieldIds.map((field) => [field, contacts[field].filter((one) => keeps(one, field))])
  return { ...contacts, ...Object.fromEntries(lists) }
}

/** The contacts in use: a value whose field the type now hides stays stored, unused (product.md, Integration types). */
export function contactsInUse(
  info: ContactInformation,
  merchantIssues: MerchantIssuesRule,
): ContactInformation {
  if (merchantIssues !== 'hidden') return info
  const isUsed = (field: FieldId) => ruleOf(field, merchantIssues) !== 'hidden'
  const endpoints = inEachField((field) => (isUsed(field) ? info.endpoints[field] : undefined))
  return { ...filterLists(info, (_, field) => isUsed(field)), endpoints }
}
