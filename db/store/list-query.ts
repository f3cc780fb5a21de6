import { createHash } from 'node:crypto'
import { type Placeholder, type SQLWrapper, sql } from 'drizzle-orm'
import type { Reader } from './store.ts'

/** PostgreSQL takes 65,535 parameters in a statement. */
const valuesPerStatement = 5000

/** Up to this many values a query is prepared, once for each power of two. */
const maxPrepared = 256

type Prepared = { execute(values: Record<string, unknown>): PromiseLike<unknown> }
export type Query<Row> = PromiseLike<Row[]> & { prepare(name?: string): Prepared; toSQL(): { sql: string } }

/**
 * A query for the rows of many values, with other parameters that are the same for each. Queries for some values stay
 * prepared: building one costs ten times as much as running it, and one event runs several.
 */
export function defineListQuery<Row>(
  build: (read: Reader, values: (string | Placeholder)[], other: (name: string) => SQLWrapper) => Query<Row>,
) {
  const known = new WeakMap<Reader, Map<number, Prepared>>()

  function prepare(read: Reader, count: number): Prepared {
    const ofReader = known.get(read) ?? new Map<number, Prepared>()
    known.set(read, ofReader)
    const cached = ofReader.get(count)
    if (cached) return cached
    const query = build(read, placesFor(count), sql.placeholder)
    const prepared = query.prepare(nameStatement(query.toSQL().sql))
    ofReader.set(count, prepared)
    return prepared
  }

  return async function list(
    read: Reader,
    values: readonly string[],
    others: Readonly<Record<string, string | number>> = {},
  ): Promise<Row[]> {
    if (values.length === 0) return []
    if (values.length <= maxPrepared) {
      const count = 2 ** Math.ceil(Math.log2(values.length))
      // A value that is asked for again changes nothing.
      const filled = [...values, ...Array<string>(count - values.length).fill(values[0] ?? '')]
      // The statement was built by `build`, and returns its rows.
      return (await prepare(read, count).execute({ ...others, ...filled })) as Row[]
    }
    const rows: Row[] = []
    for (const some of chunksOf(values, valuesPerStatement))
      rows.push(...(await build(read, some, (name) => sql`${others[name]}`)))
    return rows
  }
}

/**
 * PostgreSQL keeps a prepared statement under its name in the connection. Next's module graphs share connections, so only
 * the text itself names it.
 */
export function nameStatement(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

function placesFor(count: number): Placeholder[] {
  return Array.from({ length: count }, (_, place) => sql.placeholder(String(place)))
}

export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
