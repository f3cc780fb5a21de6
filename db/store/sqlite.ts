import { AsyncLocalStorage } from 'node:async_hooks'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { transactions } from './follow.ts'
import { type FollowMigration, migrationsFolder } from './migrations.ts'
import { SchemaGuard } from './schema-guard.ts'
import { countSqliteMigrations, migrateSqlite } from './sqlite-migrate.ts'
import {
  explainSqlite,
  isLockedOut,
  lockPatience,
  openPatience,
  refuseDamaged,
  refusePlace,
  tryToWrite,
} from './sqlite-refusals.ts'
import {
  CommitListeners,
  newRunning,
  type Reader,
  type Running,
  refuseNested,
  runInside,
  type Store,
  StoreError,
  type TransactOptions,
  type Work,
  type Writer,
} from './store.ts'

/** SQLite before this version could lose commits in WAL mode. */
const oldestSafe = '3.51.3'
const jobsPerCommit = 64
const statementsKept = 500

/** `within` runs a function in the asynchronous context that queued the job, not in the one that empties the queue. */
type Job = {
  work: Work<unknown>
  options: TransactOptions
  within: ReturnType<typeof AsyncLocalStorage.snapshot>
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}
type Outcome = { job: Job; running?: Running; result?: unknown; error?: unknown; failed: boolean }

type Opening = {
  /** The folder of the migrations; this version's by default. */
  folder?: string
  onStep?: FollowMigration | undefined
  /** Milliseconds to wait for another process that keeps the file locked. */
  patience?: number
}

/** Opens (or creates) the file, and migrates it. @throws StoreError */
export async function openSqlite(
  file: string,
  { folder = migrationsFolder('sqlite'), onStep = () => undefined, patience = openPatience }: Opening = {},
): Promise<Store> {
  const writing = await connectOnceFree(file, patience, onStep)
  const database = drizzle(writing)
  await migrateSqlite(writing, folder, onStep).catch((error: unknown) => {
    writing.close()
    throw error
  })
  const reading = keepStatements(new Sqlite(file, { readonly: true }))
  reading.pragma(`busy_timeout = ${lockPatience}`)

  // Both engines mean the same: every query is awaited, which drizzle's synchronous builders allow.
  const writer = database as unknown as Writer
  const guard = new SchemaGuard(countSqliteMigrations(writing))
  const queue = new TransactionQueue(writing, writer, guard)
  return {
    engine: 'sqlite',
    read: drizzle(reading) as unknown as Reader,
    transact: (work, options = {}) => queue.add(work, options),
    onCommit: (listener) => queue.listeners.add(listener),
    schemaVersion: async () => guard.see(countSqliteMigrations(reading)),
    outdated: guard.outdated,
    close: async () => {
      await queue.idle()
      reading.close()
      writing.close()
    },
  }
}

/** How many migrations the file has had, without changing it; null if it cannot be read. */
export function readSqliteSchema(file: string): number | null {
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { readonly: true })
    return countSqliteMigrations(connection)
  } catch {
    return null
  } finally {
    connection?.close()
  }
}

/** Milliseconds of one try, in which this process does nothing else, and between two. */
const [tryFor, pause] = [200, 100]

/** Another process that keeps the file locked gets time to end; meanwhile this one can answer. */
async function connectOnceFree(
  file: string,
  patience: number,
  onStep: FollowMigration,
): Promise<Sqlite.Database> {
  const limit = performance.now() + patience
  for (;;) {
    try {
      return connect(file)
    } catch (error) {
      if (!isLockedOut(error) || performance.now() > limit) throw explainSqlite(file, error)
    }
    onStep(null)
    await setTimeout(pause)
  }
}

/** @throws StoreError, or the engine's or system's error */
function connect(file: string): Sqlite.Database {
  let connection: Sqlite.Database | undefined
  try {
    refusePlace(file)
    if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // SQLite gives its log and index the permissions of the file.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    connection = keepStatements(new Sqlite(file, { timeout: tryFor }))
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    refuseOld(connection)
    tryToWrite(connection)
    refuseDamaged(connection)
    connection.pragma(`busy_timeout = ${lockPatience}`)
    return connection
  } catch (error) {
    connection?.close()
    throw error
  }
}

/** Keeps the last statements of a connection compiled, by their text: drizzle asks for a new one at each query. */
function keepStatements(connection: Sqlite.Database): Sqlite.Database {
  const prepared = new Map<string, Sqlite.Statement>()
  const prepare = connection.prepare.bind(connection)
  connection.prepare = ((text: string) => {
    const statement = prepared.get(text) ?? prepare(text)
    prepared.delete(text)
    prepared.set(text, statement)
    if (prepared.size > statementsKept) for (const oldest of prepared.keys().take(1)) prepared.delete(oldest)
    return statement.reader ? statement.raw(false) : statement
  }) as typeof connection.prepare
  return connection
}

function refuseOld(connection: Sqlite.Database): void {
  const version = String(connection.prepare('select sqlite_version()').pluck().get())
  if (version.localeCompare(oldestSafe, 'en', { numeric: true }) >= 0) return
  throw new StoreError(
    `SQLite ${version} can lose commits; install better-sqlite3 with ${oldestSafe} or later.`,
  )
}

/**
 * A queue for the one writing connection. Commands queued in the same turn share one commit, each in a savepoint: one
 * disk sync serves many, and a failing one rolls back alone.
 */
class TransactionQueue {
  readonly listeners = new CommitListeners()
  #waiting: Job[] = []
  #running: Promise<void> | null = null
  #connection: Sqlite.Database
  #writer: Writer
  #guard: SchemaGuard
  #savepoint: Sqlite.Statement
  #release: Sqlite.Statement

  constructor(connection: Sqlite.Database, writer: Writer, guard: SchemaGuard) {
    this.#connection = connection
    this.#writer = writer
    this.#guard = guard
    this.#savepoint = connection.prepare('SAVEPOINT command')
    this.#release = connection.prepare('RELEASE command')
  }

  add<Result>(work: Work<Result>, options: TransactOptions): Promise<Result> {
    transactions.publish(null)
    return new Promise<Result>((resolve, reject) => {
      refuseNested()
      const within = AsyncLocalStorage.snapshot()
      this.#waiting.push({ work, options, within, resolve: resolve as (result: unknown) => void, reject })
      this.#running ??= this.#drain()
    })
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        // Requests that are ready get read before the disk sync, and share the commit.
        await setImmediate()
        await this.#commit(this.#waiting.splice(0, jobsPerCommit))
      }
    } finally {
      this.#running = null
    }
  }

  async #commit(jobs: Job[]): Promise<void> {
    const outcomes: Outcome[] = []
    try {
      this.#connection.exec('BEGIN IMMEDIATE')
      // Nobody else can migrate it while we hold the lock.
      const applied = countSqliteMigrations(this.#connection)
      for (const job of jobs) {
        const error = this.#guard.refuse(applied, job.options)
        outcomes.push(error ? { job, error, failed: true } : await this.#runOne(job))
      }
      this.#connection.exec('COMMIT')
    } catch (error) {
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK')
      for (const job of jobs) job.reject(error)
      return
    }
    const notes = new Set<string>()
    for (const { job, running, result, error, failed } of outcomes) {
      failed ? job.reject(error) : job.resolve(result)
      if (failed || !running) continue
      for (const listener of running.after) listener()
      for (const note of running.notes) notes.add(note)
    }
    this.listeners.call(notes)
  }

  async #runOne(job: Job): Promise<Outcome> {
    this.#savepoint.run()
    const running = newRunning(job.options)
    try {
      const result = await job.within(() => runInside(running, () => job.work(this.#writer)))
      this.#release.run()
      return { job, running, result, failed: false }
    } catch (error) {
      // A full disk may have rolled back the whole transaction; then the outer catch rejects every job.
      if (!this.#connection.inTransaction) throw error
      this.#connection.exec('ROLLBACK TO command; RELEASE command')
      return { job, error, failed: true }
    }
  }
}
