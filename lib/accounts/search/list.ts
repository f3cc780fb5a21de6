import { fieldIds, integrationStates } from '#/db/words/accounts.ts'
import {
  type CursorFormat,
  defineList,
  flag,
  freeText,
  type List,
  type ListParameter,
  oneOf,
  type Query,
} from '#/lib/platform/lists/define-list.ts'
import { type Sort, sortParameter } from '#/lib/platform/lists/sorting.ts'
import { toStorableText } from '#/lib/platform/values/characters.ts'

/** The outcome of an account's last drill (notices.md, Drill): somebody answered, nobody did, or there was none. */
export const reachabilities = ['reached', 'unanswered', 'untried'] as const

export const maxSearchLength = 100
const maxTypeLength = 60

const complete = {
  known: ['yes', 'no'] as const,
  parse: (given: unknown) => (given === 'yes' ? true : given === 'no' ? false : null),
  format: (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no'),
  defaultText: '',
}

/** The most accounts that somebody selects one by one: a page of the table has fewer. */
export const maxSelected = 100
/** The longest text of filters in a form. */
export const maxAudienceLength = 6000

/** Short names, as one text or one by one from a form. */
const only: ListParameter<readonly string[]> = {
  parse: (given) => {
    const asked = [given ?? []].flat().flatMap((slugs) => slugs.split(','))
    return [...new Set(asked)].filter((slug) => /^[a-z0-9-]{1,60}$/.test(slug)).slice(0, maxSelected)
  },
  format: (value) => value.join(),
  defaultText: '',
}

/** A filter, with the form's control for it and its place: on the first line, among further filters, or with the check boxes. */
type FilterWord<Value> = ListParameter<Value> & {
  control: 'text' | 'choice' | 'flag' | null
  place: 'first' | 'more' | 'flags' | null
  /** Its condition reads other tables than the accounts' own. */
  expensive?: true
}

const choice = { control: 'choice' } as const
const box = { ...flag, control: 'flag', place: 'flags' } as const

/**
 * The filters in the order of the address. `search`: words of the name, the slug or any address. `type`: the id of an integration
 * type. `bouncing`, `unconfirmed`: of some address. `soundless`: no endpoint that wakes gets its messages. `overdue`: a notice waits longer than it should. `review` (links keep it): a check
 * of the contacts is due. `drilling`: a drill waits for its answer. `closed`: only closed accounts. `only`: the accounts with these short
 * names, closed or not, whatever the other filters say; the others never include closed accounts.
 */
export const filterWords = {
  search: { ...freeText(maxSearchLength), key: 'q', control: 'text', place: 'first', expensive: true },
  type: { ...freeText(maxTypeLength), ...choice, place: 'more' },
  state: { ...oneOf(integrationStates), ...choice, place: 'first' },
  complete: { ...complete, ...choice, place: 'first' },
  missing: { ...oneOf(fieldIds), ...choice, place: 'more' },
  reach: { ...oneOf(reachabilities), ...choice, place: 'more' },
  locked: box,
  unreachable: box,
  bouncing: { ...box, expensive: true },
  unconfirmed: box,
  soundless: { ...box, expensive: true },
  overdue: { ...box, expensive: true },
  review: box,
  drilling: { ...box, expensive: true },
  closed: box,
  only: { ...only, control: null, place: null },
  // biome-ignore lint/suspicious/noExplicitAny: each filter has a value of its own type.
} as const satisfies Record<string, FilterWord<any>>

type FilterWords = typeof filterWords
export type FilterName = keyof FilterWords
type NameWhere<What> = {
  [Name in FilterName]: FilterWords[Name] extends What ? Name : never
}[FilterName]
export type AccountChoice = NameWhere<{ control: 'choice' }>
export type AccountFlag = NameWhere<{ control: 'flag' }>

/** The filters at a place of the form, in order. */
export function filtersAt<Place extends 'first' | 'more' | 'flags'>(place: Place) {
  const names = Object.keys(filterWords) as FilterName[]
  return names.filter((name): name is NameWhere<{ place: Place }> => filterWords[name].place === place)
}

export function isChoice(name: FilterName): name is AccountChoice {
  return filterWords[name].control === 'choice'
}

export const accountFlags: readonly AccountFlag[] = filtersAt('flags')
/** The flags that choose an audience: closed accounts get no announcements. */
export const audienceFlags = accountFlags.filter((one) => one !== 'closed')

/** Selected accounts are meant whatever else the address says. */
function withoutOthers<View extends Partial<Record<keyof typeof filterWords, unknown>>>(view: View): View {
  if (!Array.isArray(view.only) || view.only.length === 0) return view
  const others = Object.entries(filterWords).filter(([name]) => name !== 'only' && name in view)
  return { ...view, ...Object.fromEntries(others.map(([name, { parse }]) => [name, parse(undefined)])) }
}

/** The filters of an address and of an announcement's audience. */
export const accountFilters = withPlainCommas(
  defineList('/admin/accounts', filterWords, { fix: withoutOthers }),
)
export type AccountFilters = Partial<ReturnType<typeof accountFilters.read>>

/** The filters that are set. */
export function listChosen(filters: AccountFilters): FilterName[] {
  return Object.keys(accountFilters.chosen(filters)) as FilterName[]
}

/**
 * The orders of accounts. `urgent`: those with an unacknowledged emergency, then those that nobody reaches, then those with notices by their
 * deadline, then the others by name; `changed`: when the integration state changed; `due`: the deadline of what is missing; `review`: when the next check is
 * due. Accounts without the instant come last, by name.
 */
export const accountSorts = ['urgent', 'name', 'slug', 'created', 'changed', 'due', 'review'] as const
export type AccountSort = Sort<(typeof accountSorts)[number]>

export const byName: AccountSort = { by: 'name', descending: false }

/** The order of the table unless somebody chooses another. */
export const mostUrgentFirst: AccountSort = { by: 'urgent', descending: false }

/** The columns that the table can show beside the name, in this order: what waits is seen without scrolling sideways. */
export const accountColumns = [
  'notices',
  'addresses',
  'contacts',
  'reach',
  'state',
  'type',
  'owners',
  'review',
  'changed',
  'created',
  'nudged',
] as const
export type AccountColumn = (typeof accountColumns)[number]

/** The columns by default: who is complete, reachable and answering. */
const defaultColumns: readonly AccountColumn[] = ['notices', 'addresses', 'contacts', 'reach', 'state']

/** As one text, or one by one from a form. */
const columns: ListParameter<readonly AccountColumn[]> = {
  parse: (given) => {
    const asked = [given ?? []].flat().flatMap((names) => names.split(','))
    const known = accountColumns.filter((column) => asked.includes(column))
    return known.length > 0 ? known : defaultColumns
  },
  format: (value) => value.join(),
  defaultText: defaultColumns.join(),
}

/**
 * The place where a page begins or ends: the sorted value and the slug of the account there. `absent`: it lacks the instant,
 * or nothing waits there, and `key` is its name as sorted.
 */
export type AccountCursor = { key: string | number; absent: boolean; slug: string }

const longestKey = 2000

/**
 * `aurora.1764000000000`, `aurora.clinica aurora`, or `aurora..clinica aurora` without the instant.
 */
const cursor: CursorFormat<AccountCursor, { sort: AccountSort }> = {
  parse: (given, { sort: { by } }) => {
    const text = typeof given === 'string' ? given : ''
    const [, slug = '', key = ''] = /^([a-z0-9-]{1,100})\.(.+)$/s.exec(text) ?? []
    if (!slug || key.length > longestKey) return null
    const storable = toStorableText(key, longestKey)
    if (by === 'name' || by === 'slug') return { key: storable, absent: false, slug }
    if (/^\d{1,15}$/.test(key)) return { key: Number(key), absent: false, slug }
    const mayBeAbsent = by === 'urgent' || by === 'due' || by === 'review'
    return mayBeAbsent && key.startsWith('.') && key.length > 1
      ? { key: storable.slice(1), absent: true, slug }
      : null
  },
  format: ({ key, absent, slug }) => `${slug}.${absent ? '.' : ''}${key}`,
}

/** The accounts' table. */
export const accountTable = withPlainCommas(
  defineList(
    '/admin/accounts',
    { ...filterWords, sort: sortParameter(accountSorts, mostUrgentFirst), columns },
    { cursor, keep: ['sort', 'columns'], fix: withoutOthers },
  ),
)
export type AccountView = ReturnType<typeof accountTable.read>

/** Reads the address of the table, ignoring an unknown integration type. */
export function parseAccountView(query: Query, types: readonly { id: string }[]): AccountView {
  const view = accountTable.read(query)
  return types.some(({ id }) => id === view.type) ? view : { ...view, type: '' }
}

/** Whether a view looks for accounts that staff have to do something about: the table then has their actions. */
export function needsAction(view: AccountView): boolean {
  const { complete, missing, sort, locked, unreachable, bouncing, overdue, review, reach } = view
  return (
    complete === false ||
    missing !== null ||
    sort.by === 'due' ||
    locked ||
    unreachable ||
    bouncing ||
    overdue ||
    review ||
    sort.by === 'review' ||
    reach === 'unanswered'
  )
}

/** Whether the form sent this address, with empty values and one column at a time; the table writes it shorter. */
export function isAsSent(query: Query): boolean {
  return Object.values(query).some((value) => value === '' || Array.isArray(value))
}

/** Commas have no meaning in an address, and are easier to read unescaped. */
function withPlainCommas<View, Cursor>(list: List<View, Cursor>): List<View, Cursor> {
  const plain = (href: string) => href.replaceAll('%2C', ',')
  return {
    ...list,
    href: (...given) => plain(list.href(...given)),
    hrefBefore: (...given) => plain(list.hrefBefore(...given)),
  }
}
