import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { DemoStore } from './demo-store.ts'
import { type Server, type Start, startServer, storeFile } from './server.ts'

const quietLimit = 3_000

type Running = { server: Server; folder: string; start: string }

/**
 * One server that serves a worker's tests one after another, each on the store as it is at first: starting a server and its
 * first answers take longer than many a test. What it keeps in memory stays, such as caught mail.
 */
export class SharedServer {
  readonly #demoStore: DemoStore
  #running: Running | null = null

  constructor(demoStore: DemoStore) {
    this.#demoStore = demoStore
  }

  /**
   * The server, its store as it is at first; a new one where there is none, the last test has ended it, or it was started in
   * another way.
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

  /** Ends it: the next test gets another. For one that may have been left in disorder. */
  async drop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (!running) return
    await running.server.stop()
    rmSync(running.folder, { recursive: true, force: true })
  }
}

const keptFile = (folder: string) => join(folder, 'first.sqlite')

/** Keeps the store as it is once its server is up and has done what was due. */
async function keep(folder: string): Promise<void> {
  const store = open(folder)
  try {
    await untilQuiet(store)
    store.prepare('vacuum into ?').run(keptFile(folder))
  } finally {
    store.close()
  }
}

/** Puts every row back as it was kept, in one transaction; answers false where that cannot be. */
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

/** Waits until no mail is on its way or due, so that none of one test arrives in the next; answers whether it came to that. */
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
