import { SavedStore } from '../saved-store.ts'

const none: ReadonlySet<string> = new Set()

export type Change = { table: string; row: string }

/** What every request may write: a session's last use, the counts of limits, and the row that health writes. */
const unwatchedTables = ['limits', 'turns']
const unwatchedColumns: Record<string, string[]> = {
  sessions: ['last_used_at'],
  memberships: ['last_seen_at'],
}

/** The changes of a store since a snapshot, row by row, and the way back. */
export class StoreWatch extends SavedStore {
  readonly #first: Map<string, Set<string>>
  #kept: Map<string, Set<string>>
  #version: number

  constructor(folder: string) {
    super(folder)
    this.#first = this.#read()
    this.#kept = this.#first
    this.#version = this.#dataVersion()
  }

  changes(): Change[] {
    if (this.#dataVersion() === this.#version) return []
    const now = this.#read()
    return this.tables.flatMap((table) => {
      const [before, after] = [this.#kept.get(table) ?? none, now.get(table) ?? none]
      return [...before.symmetricDifference(after)].map((row) => ({ table, row }))
    })
  }

  prepare(statements: readonly string[]): void {
    for (const statement of statements) this.store.exec(statement)
    this.#kept = this.#read()
    this.#version = this.#dataVersion()
  }

  override restoreAll(): void {
    super.restoreAll()
    this.#kept = this.#first
    this.#version = this.#dataVersion()
  }

  /** Changes with every commit of another connection. */
  #dataVersion(): number {
    return this.store.pragma('data_version', { simple: true }) as number
  }

  #read(): Map<string, Set<string>> {
    const read = new Map<string, Set<string>>()
    for (const table of this.tables.filter((one) => !unwatchedTables.includes(one))) {
      const rows = this.store.prepare<[], Record<string, unknown>>(`select * from main."${table}"`).all()
      for (const row of rows) for (const column of unwatchedColumns[table] ?? []) delete row[column]
      read.set(table, new Set(rows.map((row) => JSON.stringify(row))))
    }
    return read
  }
}
