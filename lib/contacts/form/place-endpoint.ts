import type {
  ContactFormValues,
  ContactInformation,
  EndpointEntry,
  EndpointField,
} from '#/db/words/accounts.ts'
import { endpointsOf, inEachField } from '#/lib/contacts/fields/entries.ts'
import { saysMore, toFormValues } from './values.ts'

/** The contacts with this endpoint in these fields and in no other. It keeps its place in a field that has it. */
export function placeEndpoint(
  contacts: ContactInformation,
  entry: EndpointEntry,
  fields: readonly EndpointField[],
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
 * was chosen. Null if nothing is left to submit.
 */
export function followPlaced(
  draft: ContactFormValues,
  endpointId: string,
  before: ContactInformation,
  after: ContactInformation,
): ContactFormValues | null {
  const has = (contacts: ContactInformation, field: EndpointField) =>
    endpointsOf(contacts).some((one) => one.field === field && one.entry.id === endpointId)
  const endpoints = inEachField((field) => {
    const ids = draft.endpoints[field] ?? []
    const isIn = has(after, field)
    if (has(before, field) === isIn) return ids
    const others = ids.filter((id) => id !== endpointId)
    return isIn ? [...others, endpointId] : others
  })
  return unlessSame({ ...draft, endpoints }, after)
}

/** The draft after an endpoint was removed for good; null as `followPlaced`. */
export function withoutEndpoint(
  draft: ContactFormValues,
  endpointId: string,
  after: ContactInformation,
): ContactFormValues | null {
  const endpoints = inEachField((field) => draft.endpoints[field]?.filter((id) => id !== endpointId))
  return unlessSame({ ...draft, endpoints }, after)
}

function unlessSame(draft: ContactFormValues, after: ContactInformation): ContactFormValues | null {
  return saysMore(draft, toFormValues(after)) ? draft : null
}
