import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { storeFile } from '../server.ts'

const none: ReadonlySet<string> = new Set()

export type Change = { table: string; row: string }

/** Columns that every page view writes: a session's last use and the counts of limits. */
const unwatchedTables = ['limits']
const unwatchedColumns: Record<string, string[]> = {
  sessions: ['last_used_at'],
  memberships: ['last_seen_at'],
}

/** The changes of a store since a snapshot, row by row, and the way back. */
export class StoreWatch {
  readonly #store: Sqlite.Database
  readonly #tables: string[]
  readonly #first: Map<string, Set<string>>
  #kept: Map<string, Set<string>>
  #version: number

  constructor(folder: string) {
    this.#store = new Sqlite(storeFile(folder))
    this.#store.pragma('busy_timeout = 5000')
    this.#store.pragma('foreign_keys = off')
    const file = join(folder, `watch-${crypto.randomUUID()}.sqlite`)
    this.#store.prepare('vacuum into ?').run(file)
    this.#store.prepare('attach ? as kept').run(file)
    this.#tables = this.#store
      .prepare<[], string>(
        "select name from kept.sqlite_schema where type = 'table' and name not like 'sqlite_%'",
      )
      .pluck()
      .all()
    this.#first = this.#read()
    this.#kept = this.#first
    this.#version = this.#dataVersion()
  }

  /** The added and the removed rows. */
  changes(): Change[] {
    if (this.#dataVersion() === this.#version) return []
    const now = this.#read()
    return this.#tables.flatMap((table) => {
      const [before, after] = [this.#kept.get(table) ?? none, now.get(table) ?? none]
      return [...before.symmetricDifference(after)].map((row) => ({ table, row }))
    })
  }

  /** Changes the store and takes a new snapshot. */
  prepare(statements: readonly string[]): void {
    for (const statement of statements) this.#store.exec(statement)
    this.#kept = this.#read()
    this.#version = this.#dataVersion()
  }

  /** Restores every row of the first snapshot. */
  bringBack(): void {
    this.#store
      .transaction(() => {
        for (const table of this.#tables) {
          this.#store.exec(
            `delete from main."${table}"; insert into main."${table}" select * from kept."${table}"`,
          )
        }
      })
      .immediate()
    this.#kept = this.#first
    this.#version = this.#dataVersion()
  }

  close(): void {
    this.#store.close()
  }

  /** Changes with every commit of another connection. */
  #dataVersion(): number {
    return this.#store.pragma('data_version', { simple: true }) as number
  }

  #read(): Map<string, Set<string>> {
    const read = new Map<string, Set<string>>()
    for (const table of this.#tables.filter((one) => !unwatchedTables.includes(one))) {
      const rows = this.#store.prepare<[], Record<string, unknown>>(`select * from main."${table}"`).all()
      for (const row of rows) for (const column of unwatchedColumns[table] ?? []) delete row[column]
      read.set(table, new Set(rows.map((row) => JSON.stringify(row))))
    }
    return read
  }
}
