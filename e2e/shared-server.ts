import { rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { DemoStore } from './demo-store.ts'
import { SavedStore } from './saved-store.ts'
import { type Server, type Start, startServer, storeFile } from './server.ts'

const quietLimit = 3_000

type Running = { server: Server; folder: string; start: string; kept: SavedStore }

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
    if (this.#running?.start === start && (await restoreAll(this.#running))) return this.#running
    await this.drop()
    const folder = this.#demoStore.copy()
    const server = await startServer(folder, { ...given, isShared: true })
    // The work that is due at its start belongs to the initial store.
    await waitUntilQuiet(folder)
    const running = { server, folder, start, kept: new SavedStore(folder) }
    this.#running = running
    void server.exited.then(() => {
      if (this.#running === running) this.#running = null
    })
    return running
  }

  /** Ends it, so that the next test gets another, for example after a failure. */
  async drop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (!running) return
    running.kept.close()
    await running.server.stop()
    rmSync(running.folder, { recursive: true, force: true })
  }
}

/** Restores the initial store; false if that is impossible. */
async function restoreAll({ folder, kept }: Running): Promise<boolean> {
  try {
    if (!(await waitUntilQuiet(folder))) return false
    kept.restoreAll()
    return true
  } catch {
    return false
  }
}

/** Waits until no mail is due or in progress, so that none arrives in the next test; returns whether that succeeded. */
async function waitUntilQuiet(folder: string): Promise<boolean> {
  const store = new Sqlite(storeFile(folder), { readonly: true })
  try {
    const waiting = store
      .prepare("select count(*) from outbox where status = 'sending' or due_at <= ?")
      .pluck()
    for (const limit = Date.now() + quietLimit; Date.now() < limit; await setTimeout(20))
      if (waiting.get(Date.now() + 1000) === 0) return true
    return false
  } finally {
    store.close()
  }
}
