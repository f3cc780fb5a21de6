import { and, type Column, lt, lte, or, type SQL } from 'drizzle-orm'
import { type CursorFormat, defineList } from './define-list.ts'

/** Where a page of a list by time ended: the instant (milliseconds UTC) and id of its last row. */
export type TimeCursor = { at: number; id: string }

/** `1764000000000.0198…`, as in a URL. */
export const timeCursor: CursorFormat<TimeCursor> = {
  parse: (given) => {
    const parts = typeof given === 'string' ? /^([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(given) : null
    return parts && { at: Number(parts[1]), id: parts[2] ?? '' }
  },
  format: ({ at, id }) => `${at}.${id}`,
}

/** A list without filters, by time. */
export function listByTime(path: string) {
  return defineList(path, {}, { cursor: timeCursor })
}

/** The rows after the cursor, newest first; all without a cursor. The `lte` lets the engines use an index. */
export function isBefore(at: Column, id: Column, after: TimeCursor | null): SQL | undefined {
  return after === null ? undefined : and(lte(at, after.at), or(lt(at, after.at), lt(id, after.id)))
}

/** The page of rows that were queried with a limit of `size` + 1; `next` is null on the last page. */
export function toPage<Row extends { id: string }>(
  rows: readonly Row[],
  size: number,
  atOf: (row: Row) => number,
): { shown: Row[]; next: TimeCursor | null } {
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  return { shown, next: last ? { at: atOf(last), id: last.id } : null }
}
