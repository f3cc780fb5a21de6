import type {
  ContactFormValues,
  ContactInformation,
  EndpointEntry,
  RoutedField,
} from '#/db/words/accounts.ts'
import { fieldsWithEndpoint, inEachField } from '#/lib/contacts/fields/entries.ts'
import { saysMore, toFormValues } from './values.ts'

/** The contacts with this endpoint in these fields and in no other. It keeps its place in a field that has it. */
export function placeEndpoint(
  contacts: ContactInformation,
  entry: EndpointEntry,
  fields: readonly RoutedField[],
): ContactInformation {
  const endpoints = inEachField((field) => {
    const had = contacts.endpoints[field] ?? []
    if (!fields.includes(field)) return had.filter(({ id }) => id !== entry.id)
    const isThere = had.some(({ id }) => id === entry.id)
    return isThere ? had.map((one) => (one.id === entry.id ? entry : one)) : [...had, entry]
  })
  return { ...contacts, endpoints }
}

/**
 * The draft after an endpoint was placed: where the revision gained or lost it, the draft does too, and elsewhere it keeps what
 * was chosen, unless the endpoint is gone for good. Null if nothing is left to submit.
 */
export function followPlaced(
  draft: ContactFormValues,
  { id, isGone }: { id: string; isGone: boolean },
  { before, after }: { before: ContactInformation; after: ContactInformation },
): ContactFormValues | null {
  const has = (contacts: ContactInformation, field: RoutedField) =>
    fieldsWithEndpoint(contacts, id).includes(field)
  const endpoints = inEachField((field) => {
    const ids = draft.endpoints[field] ?? []
    const isIn = has(after, field)
    if (!isGone && has(before, field) === isIn) return ids
    const others = ids.filter((one) => one !== id)
    return isIn ? [...others, id] : others
  })
  const next = { ...draft, endpoints }
  return saysMore(next, toFormValues(after)) ? next : null
}
