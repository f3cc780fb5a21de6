import { type AnyColumn, asc, desc, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { bare, tested } from '#/db/store/bare.ts'
import type { AccountCursor, AccountSort } from './account-sort.ts'

const columns = {
  name: accounts.nameKey,
  slug: accounts.slug,
  created: accounts.createdAt,
  changed: accounts.stateChangedAt,
  due: accounts.dueAt,
  review: accounts.reviewDueAt,
} as const

/** A stretch of the list: the accounts that have the sorted value, or after them those that lack it (`absent`), by name. */
export type Part = {
  column: (typeof columns)[AccountSort['by']]
  descending: boolean
  absent: boolean
  /** The column that says whether an account belongs to this part; null where all do. */
  present: typeof accounts.dueAt | typeof accounts.reviewDueAt | null
  from: AccountCursor | null
  /** Whether it is the accounts that staff closed, which no other list has. */
  closed: boolean
}

/** The parts of the list from `from` on, in the order of `sort` or against it. */
export function partsOf(
  sort: AccountSort,
  backwards: boolean,
  from: AccountCursor | null,
  closed: boolean,
): Part[] {
  const column = columns[sort.by]
  const descending = sort.descending !== backwards
  if (column !== accounts.dueAt && column !== accounts.reviewDueAt) {
    return [{ column, descending, absent: false, present: null, from, closed }]
  }
  const parts: Part[] = [
    { column, descending, absent: false, present: column, from, closed },
    { column: accounts.nameKey, descending: backwards, absent: true, present: column, from, closed },
  ]
  if (backwards) parts.reverse()
  const start = from ? parts.findIndex(({ absent }) => absent === from.absent) : 0
  return parts.slice(start).map((part, place) => (place === 0 ? part : { ...part, from: null }))
}

type Reading = { indexed: boolean }

/** The order of a part. `indexed`: to be read off an index; otherwise it is sorted. */
export function orderOf({ column, descending }: Part, { indexed }: Reading): SQL {
  const direction = descending ? desc : asc
  const keys = indexed ? [column, accounts.slug] : [bare(column), bare(accounts.slug)]
  return sql.join(keys.map(direction), sql`, `)
}

/** Whether an account belongs to a part and comes after its `from`. */
export function isWithin(
  { column, descending, absent, present, from, closed }: Part,
  { indexed }: Reading,
): SQL {
  const read = indexed ? (key: AnyColumn) => sql`${key}` : bare
  const said = present ? (absent ? isNull(read(present)) : isNotNull(read(present))) : sql`1 = 1`
  // Of the open ones there are so many that no index helps.
  const belongs = closed
    ? sql`${said} and ${read(accounts.closedAt)} is not null`
    : sql`${said} and ${tested(accounts.closedAt)} is null`
  if (!from) return belongs
  const beyond = descending ? sql`<` : sql`>`
  return sql`${belongs} and (${read(column)}, ${read(accounts.slug)}) ${beyond} (${from.key}, ${from.slug})`
}

/** The accounts of a part in its order, whatever else holds for them: `limit` of them, after the first `skipped`. */
export function walkPart(part: Part, limit: number, skipped = 0): SQL {
  const read = { indexed: true }
  return sql`select * from ${accounts} where ${isWithin(part, read)} order by ${orderOf(part, read)} limit ${limit} offset ${skipped}`
}
