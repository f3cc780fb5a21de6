import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { DemoStore } from './demo-store.ts'
import { type Server, type Start, startServer, storeFile } from './server.ts'

const quietLimit = 3_000

type Running = { server: Server; folder: string; start: string }

/**
 * A server for all tests of a worker, each on the initial store: starting a server takes longer than many tests. Its
 * memory stays, such as caught mail.
 */
export class SharedServer {
  readonly #demoStore: DemoStore
  #running: Running | null = null

  constructor(demoStore: DemoStore) {
    this.#demoStore = demoStore
  }

  /**
   * The server with its initial store; a new one if there is none, the last test ended it, or its environment differs.
   */
  async take(given: Start): Promise<Running> {
    const start = JSON.stringify(given)
    if (this.#running?.start === start && (await bringBack(this.#running.folder))) return this.#running
    await this.drop()
    const folder = this.#demoStore.copy()
    this.#running = { server: await startServer(folder, given), folder, start }
    void this.#running.server.exited.then(() => {
      if (this.#running?.folder === folder) this.#running = null
    })
    await keep(folder)
    return this.#running
  }

  /** Ends it, so that the next test gets another, for example after a failure. */
  async drop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (!running) return
    await running.server.stop()
    rmSync(running.folder, { recursive: true, force: true })
  }
}

const keptFile = (folder: string) => join(folder, 'first.sqlite')

/** Takes a snapshot of the store once the server runs and has done its due work. */
async function keep(folder: string): Promise<void> {
  const store = open(folder)
  try {
    await untilQuiet(store)
    store.prepare('vacuum into ?').run(keptFile(folder))
  } finally {
    store.close()
  }
}

/** Restores every row of the snapshot in one transaction; false if that is impossible. */
async function bringBack(folder: string): Promise<boolean> {
  const store = open(folder)
  try {
    if (!(await untilQuiet(store))) return false
    store.pragma('foreign_keys = off')
    store.prepare('attach ? as kept').run(keptFile(folder))
    const tables = store
      .prepare<[], string>(
        "select name from kept.sqlite_schema where type = 'table' and name not like 'sqlite_%'",
      )
      .pluck()
      .all()
    store
      .transaction(() => {
        for (const table of tables) {
          store.exec(`delete from main."${table}"; insert into main."${table}" select * from kept."${table}"`)
        }
      })
      .immediate()
    return true
  } catch {
    return false
  } finally {
    store.close()
  }
}

/** Waits until no mail is due or in progress, so that none arrives in the next test; returns whether that succeeded. */
async function untilQuiet(store: Sqlite.Database): Promise<boolean> {
  const waiting = store.prepare("select count(*) from outbox where status = 'sending' or due_at <= ?").pluck()
  for (const limit = Date.now() + quietLimit; Date.now() < limit; await setTimeout(20)) {
    if (waiting.get(Date.now() + 1000) === 0) return true
  }
  return false
}

function open(folder: string): Sqlite.Database {
  const store = new Sqlite(storeFile(folder))
  store.pragma('busy_timeout = 5000')
  return store
}
