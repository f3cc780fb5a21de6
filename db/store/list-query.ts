import { type Placeholder, type SQLWrapper, sql } from 'drizzle-orm'
import { engine, type Reader } from './store.ts'

/** PostgreSQL takes 65,535 parameters in a statement. */
const valuesPerStatement = 5000

/** Up to this many values a query is prepared, once for each number of values. */
const mostPrepared = 16

type Prepared = { execute(values: Record<string, unknown>): PromiseLike<unknown> }
type Query<Row> = PromiseLike<Row[]> & { prepare(): Prepared }

/**
 * A query for the rows of many values, with other parameters that are the same for each. SQLite keeps those for a few
 * values prepared: building a query costs ten times as much as running it, and one event runs several.
 */
export function defineListQuery<Row>(
  build: (read: Reader, values: (string | Placeholder)[], other: (name: string) => SQLWrapper) => Query<Row>,
) {
  const known = new WeakMap<Reader, Prepared[]>()

  function prepare(read: Reader, count: number): Prepared {
    const ofReader = known.get(read) ?? []
    known.set(read, ofReader)
    ofReader[count] ??= build(read, placesFor(count), sql.placeholder).prepare()
    return ofReader[count]
  }

  return async function list(
    read: Reader,
    values: readonly string[],
    others: Readonly<Record<string, string | number>> = {},
  ): Promise<Row[]> {
    if (values.length === 0) return []
    if (engine === 'sqlite' && values.length <= mostPrepared) {
      // The statement was built by `build`, and answers its rows.
      return (await prepare(read, values.length).execute({ ...others, ...values })) as Row[]
    }
    const rows: Row[] = []
    for (const some of chunksOf(values, valuesPerStatement)) {
      rows.push(...(await build(read, some, (name) => sql`${others[name]}`)))
    }
    return rows
  }
}

function placesFor(count: number): Placeholder[] {
  return Array.from({ length: count }, (_, place) => sql.placeholder(String(place)))
}

export function* chunksOf<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
