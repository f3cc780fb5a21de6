import { and, type Column, lt, lte, or, type SQL } from 'drizzle-orm'
import type { CursorWords } from './define-list.ts'

/** Where a page of a list by time ended: the instant (milliseconds UTC) and the id of its last row. */
export type TimeCursor = { at: number; id: string }

/** `1764000000000.0198…`, as it stands in an address; null for what is none. */
export function parseTimeCursor(given: string | readonly string[] | undefined): TimeCursor | null {
  const parts = typeof given === 'string' ? /^([0-9]{1,15})\.([0-9a-f-]{36})$/.exec(given) : null
  return parts && { at: Number(parts[1]), id: parts[2] ?? '' }
}

export function formatTimeCursor({ at, id }: TimeCursor): string {
  return `${at}.${id}`
}

export const timeCursor: CursorWords<TimeCursor> = { read: parseTimeCursor, say: formatTimeCursor }

/** What follows the cursor where the newest stand first; without one, all. Its first half is a range, which an index finds. */
export function isBefore(at: Column, id: Column, after: TimeCursor | null): SQL | undefined {
  return after === null ? undefined : and(lte(at, after.at), or(lt(at, after.at), lt(id, after.id)))
}

/** A page of `size` rows, of which one more was asked for; `next` is where the following page starts, null where this is the last. */
export function toPage<Row extends { id: string }>(
  rows: readonly Row[],
  size: number,
  atOf: (row: Row) => number,
): { shown: Row[]; next: TimeCursor | null } {
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  return { shown, next: last ? { at: atOf(last), id: last.id } : null }
}
