import { asc, type Column, desc, type SQL, sql } from 'drizzle-orm'
import { toStorableText } from '#/lib/platform/values/characters.ts'
import type { CursorFormat, ListParameter } from './define-list.ts'

/** An order of a list: the value it sorts by, and the direction. */
export type Sort<By extends string> = { by: By; descending: boolean }

const formatSort = ({ by, descending }: Sort<string>) => (descending ? `-${by}` : by)

/** `due`, or `-due` for the other direction. */
export function sortParameter<By extends string>(
  known: readonly By[],
  defaultSort: Sort<NoInfer<By>>,
): ListParameter<Sort<By>> {
  return {
    parse: (given) => {
      const by = known.find((one) => one === given || `-${one}` === given)
      return by ? { by, descending: given === `-${by}` } : defaultSort
    },
    format: formatSort,
    defaultText: formatSort(defaultSort),
  }
}

/** The link of a column's header, and the direction in which the list is sorted by that column now. */
export type ColumnSort = { href: string; now: 'ascending' | 'descending' | null }

/** A click on a header sorts by its column, the next one reverses the order, and the third restores the default. */
export function sortLink<By extends string>(
  by: By,
  { now, defaultSort, href }: { now: Sort<By>; defaultSort: Sort<By>; href: (sort: Sort<By>) => string },
): ColumnSort {
  const isNow = now.by === by
  const isLast = isNow && now.descending && defaultSort.by !== by
  return {
    href: href(isLast ? defaultSort : { by, descending: isNow && !now.descending }),
    now: isNow ? (now.descending ? 'descending' : 'ascending') : null,
  }
}

/** Where a page of a sorted list ended: the sorted value and the id of its last row. */
export type SortCursor = { key: string | number; id: string }

const maxKeyLength = 2000

/** `0198….1764000000000`, `0198….clinica aurora`. `types`: the type of each sorted value, which the engines must not confuse. */
export function sortCursor<By extends string>(
  types: Readonly<Record<By, 'number' | 'text'>>,
): CursorFormat<SortCursor, { sort: Sort<By> }> {
  return {
    parse: (given, { sort }) => {
      const [, id = '', key = ''] =
        /^([0-9a-f-]{36})\.(.*)$/s.exec(typeof given === 'string' ? given : '') ?? []
      if (!id || key.length > maxKeyLength) return null
      if (types[sort.by] === 'text') return { key: toStorableText(key, maxKeyLength), id }
      return /^-?\d{1,16}$/.test(key) ? { key: Number(key), id } : null
    },
    format: ({ key, id }) => `${id}.${key}`,
  }
}

export function isSorted(cursor: object): cursor is SortCursor {
  return 'key' in cursor
}

/** The cursor of a list with a default order and its own cursor for that, and other orders to choose from. */
export function defaultOrSorted<Own extends object, By extends string>(
  ownCursor: CursorFormat<Own>,
  defaultSort: Sort<By>,
  types: Readonly<Record<By, 'number' | 'text'>>,
): CursorFormat<Own | SortCursor, { sort: Sort<By> }> {
  const sorted = sortCursor(types)
  return {
    parse: (given, view) =>
      formatSort(view.sort) === formatSort(defaultSort)
        ? ownCursor.parse(given, view)
        : sorted.parse(given, view),
    format: (cursor, view) =>
      isSorted(cursor) ? sorted.format(cursor, view) : ownCursor.format(cursor, view),
  }
}

/** Higher than every instant. */
const maxInstant = Number.MAX_SAFE_INTEGER

/** Sorts rows that lack the instant last, in both directions. */
export function instantOrLast(instant: Column, descending: boolean): SQL {
  return sql`coalesce(${instant}, ${descending ? -1 : maxInstant})`
}

/** The order of a list by `key`, then by `id`, and the condition for the rows after the cursor. */
export function orderBy(
  key: SQL,
  id: Column,
  { descending, after }: { descending: boolean; after: SortCursor | null },
) {
  const direction = descending ? desc : asc
  const beyond = descending ? sql`<` : sql`>`
  // PostgreSQL takes a number for the type of its column, which can be too small for that of an address.
  const last = typeof after?.key === 'number' ? sql`cast(${after.key} as bigint)` : sql`${after?.key}`
  return {
    order: [direction(key), direction(id)],
    isAfter: after === null ? undefined : sql`(${key}, ${id}) ${beyond} (${last}, ${after.id})`,
  }
}
