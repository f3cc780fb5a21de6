import { toStorableText } from '#/lib/platform/values/characters.ts'
import type { Query } from './account-filter.ts'

/**
 * What accounts are sorted by: `changed` is when the integration state did, `due` the deadline of what is missing, `review`
 * when it is time to ask whether all still holds. Accounts that have no such instant come after all that have one, by name.
 */
export const accountSorts = ['name', 'slug', 'created', 'changed', 'due', 'review'] as const
export type AccountSort = { by: (typeof accountSorts)[number]; descending: boolean }

export const defaultSort: AccountSort = { by: 'name', descending: false }

/**
 * Where a page begins or ends: the sorted value of the account there and its slug. `absent`: it has no such instant, and
 * `key` is its name as it is sorted.
 */
export type AccountCursor = { key: string | number; absent: boolean; slug: string }

/** `sort=due`, or `sort=-due` for the other direction; by name where the address says nothing that is known. */
export function parseSort(query: Query): AccountSort {
  const { sort } = query
  const by = accountSorts.find((known) => known === sort || `-${known}` === sort)
  return by ? { by, descending: sort === `-${by}` } : defaultSort
}

export function writeSort({ by, descending }: AccountSort): string {
  return descending ? `-${by}` : by
}

const longestKey = 2000

/** `aurora.1764000000000`, `aurora.clinica aurora`, or `aurora..clinica aurora` where it has no such instant. */
export function formatAccountCursor({ key, absent, slug }: AccountCursor): string {
  return `${slug}.${absent ? '.' : ''}${key}`
}

/** What `writeCursor` wrote for a list in this order; null for anything else. */
export function parseAccountCursor({ by }: AccountSort, text: Query[string]): AccountCursor | null {
  const [, slug = '', key = ''] = (typeof text === 'string' && /^([a-z0-9-]{1,100})\.(.+)$/s.exec(text)) || []
  if (!slug || key.length > longestKey) return null
  const storable = toStorableText(key, longestKey)
  if (by === 'name' || by === 'slug') return { key: storable, absent: false, slug }
  if (/^\d{1,15}$/.test(key)) return { key: Number(key), absent: false, slug }
  const mayBeAbsent = by === 'due' || by === 'review'
  return mayBeAbsent && key.startsWith('.') && key.length > 1
    ? { key: storable.slice(1), absent: true, slug }
    : null
}
