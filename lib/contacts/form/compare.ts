import {
  type ContactAddress,
  type ContactInformation,
  type EndpointEntry,
  type FieldId,
  fieldIds,
  isRouted,
  type ServedField,
  type SupportWindow,
} from '#/db/words/accounts.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

type Compared<Entry> = {
  added: Entry[]
  removed: Entry[]
  /** The same address or endpoint, with another label, language, phone or page. */
  altered: { before: Entry; after: Entry }[]
}

type Change<Field extends FieldId, Entry> = Compared<Entry> & {
  field: Field
  endpoints: Compared<EndpointEntry>
}
export type FieldChange =
  | Change<'alerts', string>
  | Change<ServedField, ContactAddress>
  | Change<'support-hours', SupportWindow>

/**
 * The changes from one revision to the next, by field; leaves out unchanged fields. `before` is null for the first
 * revision, whose whole content is new.
 */
export function changedBetween(before: ContactInformation | null, after: ContactInformation): FieldChange[] {
  const changes = fieldIds.map((field): FieldChange => {
    const endpointsIn = (one: ContactInformation | null) => (isRouted(field) && one?.endpoints[field]) || []
    const endpoints = compareEntries(endpointsIn(before), endpointsIn(after), ({ id }) => id)
    if (field === 'alerts')
      return { field, endpoints, ...compareEntries(before?.[field] ?? [], after[field], (userId) => userId) }
    if (field === 'support-hours')
      return { field, endpoints, ...compareEntries(before?.[field] ?? [], after[field], wordsOfWindow) }
    return {
      field,
      endpoints,
      ...compareEntries(listOf(before?.[field]), listOf(after[field]), keyOfContact),
    }
  })
  return changes.filter((change) => isChange(change) || isChange(change.endpoints))
}

const isChange = ({ added, removed, altered }: Compared<unknown>): boolean =>
  added.length + removed.length + altered.length > 0

function compareEntries<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  keyOf: (entry: Entry) => string,
): Compared<Entry> {
  const old = new Map(before.map((entry) => [keyOf(entry), entry]))
  const kept = new Set(after.map(keyOf))
  const added: Entry[] = []
  const altered: { before: Entry; after: Entry }[] = []
  for (const entry of after) {
    const was = old.get(keyOf(entry))
    if (was === undefined) added.push(entry)
    else if (!isSame(was, entry)) altered.push({ before: was, after: entry })
  }
  return { added, removed: before.filter((entry) => !kept.has(keyOf(entry))), altered }
}

/** Entries hold texts and numbers under fixed names; the store may return the names in another order. */
function isSame(one: unknown, other: unknown): boolean {
  const words = (entry: unknown) =>
    JSON.stringify(Object.entries(Object(entry)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return words(one) === words(other)
}

const keyOfContact = ({ address }: ContactAddress): string => addressKey(address)

function wordsOfWindow({ days, opens, closes, zone }: SupportWindow): string {
  return JSON.stringify([days.toSorted(), opens, closes, zone])
}

/** The addresses of a field: brand support has one at most. */
function listOf(held: ContactAddress | ContactAddress[] | null = null): ContactAddress[] {
  return [held ?? []].flat()
}
