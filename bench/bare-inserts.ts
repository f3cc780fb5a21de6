import Sqlite from 'better-sqlite3'

/** The tables that an event writes; others refer to the digests, which are all written with the first batch. */
const tables = ['digests', 'notices', 'outbox', 'events', 'notice_rates', 'digest_notices'] as const

/**
 * Inserts the rows of an intake from one store into another of the same schema, with a bare better-sqlite3 loop under
 * `synchronous=FULL`, in as many transactions as there were batches. Answers batches a second.
 */
export function measureBareInserts(from: string, into: string, batches: number): number {
  const source = new Sqlite(from, { readonly: true })
  const target = new Sqlite(into)
  target.pragma('journal_mode = WAL')
  target.pragma('synchronous = FULL')
  target.pragma('foreign_keys = ON')
  const work = tables.map((table) => {
    const known = target.prepare(`select count(*) from ${table}`).pluck().get() as number
    const rows = source
      .prepare(`select * from ${table} order by rowid limit -1 offset ?`)
      .raw()
      .all(known) as unknown[][]
    const places = rows[0]?.map(() => '?').join(', ') ?? 'null'
    return {
      rows,
      batches: table === 'digests' ? 1 : batches,
      insert: target.prepare(`insert or replace into ${table} values (${places})`),
    }
  })
  const began = performance.now()
  for (let batch = 0; batch < batches; batch++) {
    target.exec('BEGIN IMMEDIATE')
    for (const { rows, batches: over, insert } of work) {
      const [from, to] = [batch, batch + 1].map((part) => Math.round((rows.length * part) / over))
      for (const row of rows.slice(from, to)) insert.run(row)
    }
    target.exec('COMMIT')
  }
  const seconds = (performance.now() - began) / 1000
  source.close()
  target.close()
  return batches / seconds
}
