import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { storeFile } from './server.ts'

/** A store that servers use, with a copy of its rows at one moment and the way back to them. */
export class SavedStore {
  readonly store: Sqlite.Database
  readonly tables: string[]

  constructor(folder: string) {
    this.store = new Sqlite(storeFile(folder))
    this.store.pragma('busy_timeout = 5000')
    this.store.pragma('foreign_keys = off')
    const file = join(folder, `kept-${crypto.randomUUID()}.sqlite`)
    this.store.prepare('vacuum into ?').run(file)
    this.store.prepare('attach ? as kept').run(file)
    const names = "select name from kept.sqlite_schema where type = 'table' and name not like 'sqlite_%'"
    this.tables = this.store.prepare<[], string>(names).pluck().all()
  }

  restoreAll(): void {
    const restore = this.store.transaction(() => {
      for (const table of this.tables)
        this.store.exec(
          `delete from main."${table}"; insert into main."${table}" select * from kept."${table}"`,
        )
    })
    restore.immediate()
  }

  close(): void {
    this.store.close()
  }
}
