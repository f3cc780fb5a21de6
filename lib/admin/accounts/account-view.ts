import {
  type AccountFilters,
  parseFilters,
  type Query,
  toQuery,
} from '#/lib/accounts/search/account-filter.ts'
import {
  type AccountCursor,
  type AccountSort,
  defaultSort,
  formatAccountCursor,
  parseAccountCursor,
  parseSort,
  writeSort,
} from '#/lib/accounts/search/account-sort.ts'

/** What the table can show of an account beside its name, in this order. */
export const accountColumns = [
  'state',
  'contacts',
  'reach',
  'addresses',
  'notices',
  'type',
  'owners',
  'review',
  'changed',
  'created',
  'nudged',
] as const
export type AccountColumn = (typeof accountColumns)[number]

/** What it shows unless asked: who is complete, reachable and answering. */
export const defaultColumns: readonly AccountColumn[] = ['state', 'contacts', 'reach', 'addresses', 'notices']

/** A view of the accounts, as the address of the page says it. */
export type AccountView = {
  filters: AccountFilters
  sort: AccountSort
  columns: readonly AccountColumn[]
  after: AccountCursor | null
  before: AccountCursor | null
}

/**
 * What the address asks for; whatever it says that is unknown counts for nothing, an integration type that is none of `typeIds`
 * like the rest. Columns come as one text or, from a form, one by one.
 */
export function parseView(query: Query, typeIds: readonly string[]): AccountView {
  const { type, ...others } = parseFilters(query)
  const sort = parseSort(query)
  const asked = [query.columns ?? []].flat().flatMap((names) => names.split(','))
  const columns = accountColumns.filter((column) => asked.includes(column))
  const before = parseAccountCursor(sort, query.before)
  return {
    filters: { ...others, ...(type && typeIds.includes(type) && { type }) },
    sort,
    columns: columns.length > 0 ? columns : defaultColumns,
    after: before ? null : parseAccountCursor(sort, query.after),
    before,
  }
}

/** Whether an address is as the form sends it, with what is empty and each column apart, and not as `viewHref` says it. */
export function isAsSent(query: Query): boolean {
  return Object.values(query).some((value) => value === '' || Array.isArray(value))
}

/** The address of such a view, which `parseView` reads back; what is usual is not said. */
export function viewHref(
  { filters, sort, columns, after, before }: Pick<AccountView, 'filters'> & Partial<AccountView>,
  path = '/admin/accounts',
): string {
  const query = new URLSearchParams(toQuery(filters))
  if (sort && writeSort(sort) !== writeSort(defaultSort)) query.set('sort', writeSort(sort))
  if (columns && columns.join() !== defaultColumns.join()) query.set('columns', columns.join())
  if (after) query.set('after', formatAccountCursor(after))
  if (before) query.set('before', formatAccountCursor(before))
  // Commas mean nothing in an address, and are easier to read as they are.
  const text = query.toString().replaceAll('%2C', ',')
  return text ? `${path}?${text}` : path
}
