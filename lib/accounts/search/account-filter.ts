import { type IntegrationState, integrationStates } from '#/db/words/accounts.ts'
import { type FieldId, fieldIds } from '#/db/words/contacts.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'

/**
 * What came of an account's last drill (notices.md, Drill): somebody answered, nobody did, or there was none yet.
 */
export const reachabilities = ['reached', 'unanswered', 'untried'] as const
export type Reachability = (typeof reachabilities)[number]

/** What holds for an account, or does not, and stands as a word of its own in the address. */
export const accountFlags = [
  'locked',
  'unreachable',
  'bouncing',
  'unconfirmed',
  'overdue',
  'review',
  'drilling',
  'closed',
] as const
export type AccountFlag = (typeof accountFlags)[number]

/** Those that an audience can be chosen by: a closed account is told nothing. */
export const audienceFlags = accountFlags.filter((flag) => flag !== 'closed')

/**
 * Which accounts are meant; what is not given counts for nothing. `search`: words of the name, the slug or anybody's address.
 * `bouncing`, `unconfirmed`: some address of it is. `overdue`: a notice of it should have been answered. `review`: it is time
 * to ask whether all still holds. `unreachable`: for any reason (lib/unreachable). `drilling`: a drill waits for its answer.
 * `closed`: those that staff closed, which are meant by nothing else.
 */
export type AccountFilters = {
  search?: string
  /** The id of an integration type. */
  type?: string
  state?: IntegrationState
  complete?: boolean
  missing?: FieldId
  reach?: Reachability
} & { [flag in AccountFlag]?: true }

/** The parts of an address, as a page gets them. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

export const longestSearch = 100
const longestType = 60

/** What an address asks for; whatever it says that is unknown counts for nothing. `toQuery` writes it. */
export function parseFilters(query: Query): AccountFilters {
  const search = readText(query.q, longestSearch)
  const type = readText(query.type, longestType)
  const state = integrationStates.find((known) => known === query.state)
  const missing = fieldIds.find((known) => known === query.missing)
  const reach = reachabilities.find((known) => known === query.reach)
  const flags = accountFlags.filter((flag) => query[flag] === 'yes')
  return {
    ...(search && { search }),
    ...(type && { type }),
    ...(state && { state }),
    ...((query.complete === 'yes' || query.complete === 'no') && { complete: query.complete === 'yes' }),
    ...(missing && { missing }),
    ...(reach && { reach }),
    ...Object.fromEntries(flags.map((flag) => [flag, true as const])),
  }
}

function readText(value: Query[string], longest: number): string {
  return typeof value === 'string' ? toStorableText(value, longest).trim() : ''
}

/** The filters as they stand in an address and in an announcement's audience, in a fixed order. */
export function toQuery(filters: AccountFilters): Record<string, string> {
  const { search, type, state, complete, missing, reach } = filters
  const flags = accountFlags.filter((flag) => filters[flag])
  return {
    ...(search && { q: search }),
    ...(type && { type }),
    ...(state && { state }),
    ...(complete !== undefined && { complete: complete ? 'yes' : 'no' }),
    ...(missing && { missing }),
    ...(reach && { reach }),
    ...Object.fromEntries(flags.map((flag) => [flag, 'yes'])),
  }
}
