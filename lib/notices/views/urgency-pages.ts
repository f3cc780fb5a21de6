import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import { notices } from '#/db/schema/notices.ts'
import { type UrgencyCursor, type UrgencyPart, urgencyParts } from './lists.ts'
import { type NoticeRow, noticesPerPage } from './queries.ts'
import { sectionOf } from './urgency.ts'

/** A section of the list: its condition (with the cursor's), its order, and how many of its rows a page needs. */
export type PagePart = { part: UrgencyPart; where: SQL | undefined; order: readonly SQL[]; most: number }

type Place = Pick<NoticeRow, 'id' | 'dueAt' | 'firstSeenAt'>

/**
 * A page of notices, the most urgent first (`urgency.ts`), section by section; `next` is where the next page
 * starts. `seenAt`: the engines' sort by time.
 */
export async function pageByUrgency<Row extends Place>(
  after: UrgencyCursor | null,
  listPart: (of: PagePart) => Promise<Row[]>,
  seenAt: SQL = sql`${notices.firstSeenAt}`,
): Promise<{ rows: Row[]; next: UrgencyCursor | null }> {
  const found: { part: UrgencyPart; row: Row }[] = []
  for (const part of urgencyParts.slice(after ? urgencyParts.indexOf(after.part) : 0)) {
    const most = noticesPerPage + 1 - found.length
    if (most <= 0) break
    const from = after?.part === part ? after : null
    const rows = await listPart({ part, most, ...orderOf(part, from, seenAt) })
    found.push(...rows.map((row) => ({ part, row })))
  }
  const shown = found.slice(0, noticesPerPage)
  const rows = shown.map(({ row }) => row)
  const last = shown.at(-1)
  if (found.length <= noticesPerPage || !last) return { rows, next: null }
  const { part, row } = last
  const at = part === 'rest' ? row.firstSeenAt : (row.dueAt ?? row.firstSeenAt)
  return { rows, next: { part, at, id: row.id } }
}

function orderOf(part: UrgencyPart, after: UrgencyCursor | null, seenAt: SQL) {
  const { where, by, isNewestFirst } = sectionOf(part, seenAt)
  const order = isNewestFirst ? desc : asc
  return {
    where: and(where, after ? isBeyond(by, after, isNewestFirst) : undefined),
    order: [order(by), order(notices.id)],
  }
}

function isBeyond(by: SQL, { at, id }: UrgencyCursor, isNewestFirst: boolean): SQL | undefined {
  const beyond = isNewestFirst ? lt : gt
  return or(beyond(by, at), and(eq(by, at), beyond(notices.id, id)))
}
