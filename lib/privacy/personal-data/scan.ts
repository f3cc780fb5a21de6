import { and, asc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { containsText } from '#/db/store/conditions.ts'
import { engine, type Reader } from '#/db/store/store.ts'
import { nextPage } from '#/lib/platform/store/next-page.ts'
import type { Place } from './places.ts'
import type { RuledRow } from './row-rules.ts'
import { type ErasureSubject, searchTermsOf } from './subject.ts'

/** A stretch of a place: the keys of the rows to read, and where the next stretch begins. */
export type ScannedPage = { keys: string[]; next: string | null }

type ScanOptions = {
  after: string
  most: number
  /** Includes rows that name the person in any column. */
  includesPerson?: boolean
  /** Leaves out rows made after this time (milliseconds UTC), if the keys of the place contain it. */
  madeBefore?: number
}

/**
 * Searches the next `most` rows of a place after the key `after`; a large store costs no more than a small one. A row
 * that it finds may have only a similar address: the reader of the row decides.
 */
export async function scanPage(
  read: Reader,
  place: Place,
  subject: ErasureSubject,
  { after, most, includesPerson = false, madeBefore }: ScanOptions,
): Promise<ScannedPage> {
  const key = place.key.column
  const bound = place.dated && madeBefore !== undefined ? lt(key, firstIdAt(madeBefore)) : undefined
  const { within, next } = await nextPage(read, { table: place.table, key }, after, most)
  const rows = await read
    .select({ key: sql<string>`${key}` })
    .from(place.table)
    .where(and(within, bound, mayMatch(place, subject, includesPerson)))
    .orderBy(asc(key))
  return { keys: rows.map((row) => row.key), next }
}

export function readRows(read: Reader, place: Place, keys: readonly string[]): Promise<RuledRow[]> {
  return read
    .select()
    .from(place.table)
    .where(inArray(place.key.column, [...keys]))
    .orderBy(asc(place.key.column))
}

/** The first characters of an id made at this time (lib/platform/values/ids.ts, `timeOfId`). */
function firstIdAt(at: number): string {
  const digits = at.toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}`
}

function mayMatch(
  { texts, people, ruledBy }: Place,
  { key, person, endpoints = [] }: ErasureSubject,
  includesPerson: boolean,
) {
  const words = [...searchTermsOf(key), ...endpoints]
  // In brackets: SQLite nests what is joined, up to a depth.
  const inTexts = texts.map(({ column }) => or(...words.map((word) => contains(column, word))))
  if (!person) return or(...inTexts)
  const asked = includesPerson ? people : ruledBy
  return or(...inTexts, ...asked.map(({ column }) => eq(column, person.id)))
}

/** Whether a column contains these words in any case; SQLite's LIKE ignores the case of ASCII letters. */
function contains(column: SQLiteColumn, words: string): SQL {
  return containsText(engine === 'postgres' ? sql`lower(cast(${column} as text))` : sql`${column}`, words)
}
