import Sqlite from 'better-sqlite3'
import { listTables } from '#/db/backup/tables.ts'

/** All rows of a file, by table, each table in the order of its key. */
export function readRows(file: string): Record<string, Record<string, unknown>[]> {
  const connection = new Sqlite(file, { readonly: true })
  const all = listTables(connection).map(({ name, key }) => [
    name,
    connection.prepare(`select * from "${name}" order by ${key.map((column) => `"${column}"`)}`).all(),
  ])
  connection.close()
  return Object.fromEntries(all)
}
