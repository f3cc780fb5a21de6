import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type Sqlite from 'better-sqlite3'
import type { ClientBase } from 'pg'
import { StoreError } from '#/db/store/store.ts'
import { type BackupRow, nameRow, quoted, readPostgres, readSqlite, readTypes } from './rows.ts'
import { type BackupTable, listTables } from './tables.ts'

export type Copied = { table: string; rows: number; digest: string }

/**
 * Copies every row of a SQLite store into the empty tables of PostgreSQL, and compares each with its original. Call it
 * in a transaction, so that a refusal leaves nothing.
 * @throws StoreError naming the first row that differs, or the rows that PostgreSQL cannot hold
 */
export async function copyToPostgres(source: Sqlite.Database, client: ClientBase): Promise<Copied[]> {
  const tables = listTables(source)
  refuseUnmovable(source, tables)
  const copied: Copied[] = []
  for (const table of tables) {
    const insert = await prepareInsert(client, table)
    for (const page of readSqlite(source, table)) await insert(page)
    copied.push(await compare(table, readSqlite(source, table), readPostgres(client, table)))
  }
  return copied
}

/** Copies from PostgreSQL into the empty tables of a file with the same migrations. */
export async function copyToSqlite(client: ClientBase, target: Sqlite.Database): Promise<void> {
  target.pragma('foreign_keys = ON')
  for (const table of listTables(target)) {
    const places = table.columns.map(() => '?').join()
    const insert = target.prepare(`insert into "${table.name}" (${quoted(table.columns)}) values (${places})`)
    const insertPage = target.transaction((page: BackupRow[]) => {
      for (const row of page) insert.run(row)
    })
    for await (const page of readPostgres(client, table)) insertPage(page)
    await compare(table, readSqlite(target, table), readPostgres(client, table))
  }
}

/** Sends one array for each column, so that one statement takes a page of any size. */
async function prepareInsert(client: ClientBase, table: BackupTable) {
  const found = await readTypes(client, table)
  const types = table.columns.map((column) => found.get(column))
  const arrays = types.map((type, place) => `$${place + 1}::${type}[]`).join()
  const text = `insert into "${table.name}" (${quoted(table.columns)}) select * from unnest(${arrays})`
  const readValue = (row: BackupRow, place: number) => {
    const value = row[place] ?? null
    return types[place] === 'boolean' && value !== null ? value === 1 : value
  }
  return (page: readonly BackupRow[]) =>
    client.query(
      text,
      table.columns.map((_, place) => page.map((row) => readValue(row, place))),
    )
}

/** Compares both sides row by row, in the order of the key. */
async function compare(table: BackupTable, one: Iterable<BackupRow[]>, other: AsyncIterable<BackupRow[]>) {
  const hash = createHash('sha256')
  let rows = 0
  const expectNone = (row: BackupRow | undefined) => {
    if (row) throw new StoreError(`A row was not copied: ${nameRow(table, row)}.`)
  }
  const ones = one[Symbol.iterator]()
  for await (const others of other) {
    const page = ones.next().value ?? []
    for (const [place, row] of others.entries()) {
      const [expected, found] = [page[place], JSON.stringify(row)]
      if (!expected || JSON.stringify(expected) !== found)
        throw new StoreError(
          `A row differs between the original and the copy: ${nameRow(table, expected ?? row)}.`,
        )
      hash.update(`${found}\n`)
    }
    expectNone(page[others.length])
    rows += others.length
  }
  expectNone(ones.next().value?.[0])
  return { table: table.name, rows, digest: hash.digest('hex') }
}

const most = 20

/** PostgreSQL's text holds no NUL and only UTF-8. @throws StoreError that names each refused value. */
function refuseUnmovable(source: Sqlite.Database, tables: readonly BackupTable[]): void {
  const found: string[] = []
  for (const table of tables) {
    for (const page of readSqlite(source, table)) {
      for (const row of page) found.push(...listUnmovable(source, table, row))
      if (found.length >= most) break
    }
  }
  if (found.length === 0) return
  throw new StoreError(
    `PostgreSQL cannot store these values; nothing was copied. Correct them first:\n${found
      .slice(0, most)
      .map((value) => `  ${value}`)
      .join('\n')}`,
  )
}

function listUnmovable(source: Sqlite.Database, table: BackupTable, row: BackupRow): string[] {
  return table.columns.flatMap((column, place) => {
    const value = row[place]
    if (typeof value !== 'string') return []
    if (value.includes('\0')) return [`${nameRow(table, row)}: ${column} holds a NUL character`]
    // Unreadable bytes show as this character, but the text may also contain it.
    if (!value.includes('\uFFFD') || isWellStored(source, table, row, column)) return []
    return [`${nameRow(table, row)}: ${column} holds half of a character (a lone surrogate)`]
  })
}

function isWellStored(source: Sqlite.Database, table: BackupTable, row: BackupRow, column: string): boolean {
  const where = table.key.map((name) => `"${name}" = ?`).join(' and ')
  const bytes = source
    .prepare<BackupRow, Buffer>(`select cast("${column}" as blob) from "${table.name}" where ${where}`)
    .pluck()
    .get(...table.key.map((name) => row[table.columns.indexOf(name)] ?? null))
  return bytes !== undefined && isUtf8(bytes)
}
