import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import type { Reader } from '#/db/store/store.ts'
import { noticeCategories } from '#/db/words/notices.ts'
import { instantOrLast, orderBy, type SortCursor } from '#/lib/platform/lists/sorting.ts'
import type { NoticeSort } from './lists.ts'

type Wanted = { sort: NoticeSort; after: SortCursor | null; size: number }

/**
 * The ids of a page of matching notices in the chosen order; `next` starts the following page. The caller
 * checks access as part of `where`. `few`: an index covers the match, so that the engines need not scan all notices by time.
 */
export async function listSortedIds(
  read: Reader,
  where: SQL | undefined,
  { sort, after, size, few }: Wanted & { few: boolean },
): Promise<{ ids: string[]; next: SortCursor | null }> {
  const key = keyOf(sort, few)
  const { order, isAfter } = orderBy(key, notices.id, { descending: sort.descending, after })
  const rows = await read
    .select({ id: notices.id, key: sql<string | number>`${key}` })
    .from(notices)
    .leftJoin(accounts, eq(accounts.id, notices.accountId))
    .where(and(where, isAfter))
    .orderBy(...order)
    .limit(size + 1)
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  const next = last ? { id: last.id, key: sort.by === 'account' ? String(last.key) : Number(last.key) } : null
  return { ids: shown.map(({ id }) => id), next }
}

/** Rows in the order of their ids. */
export function sortByIds<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export function hasIdIn(ids: readonly string[]): SQL {
  return inArray(notices.id, [...ids])
}

function keyOf({ by, descending }: NoticeSort, few: boolean): SQL {
  if (by === 'account') return sql`coalesce(${accounts.nameKey}, '')`
  if (by === 'due') return instantOrLast(notices.dueAt, descending)
  if (by === 'category') return sql`case ${notices.category} ${sql.join(categoryRanks, sql` `)} else 9 end`
  return few ? sql`${notices.firstSeenAt} + 0` : sql`${notices.firstSeenAt}`
}

/** Most urgent categories first. */
const pressing = ['emergency', ...noticeCategories.filter((one) => one !== 'emergency')]
const categoryRanks = pressing.map((category, rank) => sql`when ${category} then ${sql.raw(String(rank))}`)
