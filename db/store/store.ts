import { AsyncLocalStorage } from 'node:async_hooks'
import type {
  BaseSQLiteDatabase,
  SQLiteDeleteBase,
  SQLiteInsertBuilder,
  SQLiteTable,
} from 'drizzle-orm/sqlite-core'
import { env } from '#/env.ts'
import type { Free, Update } from './guarded.ts'

type Database = BaseSQLiteDatabase<'async', unknown>

/** Reads committed rows. Await every query; `.get()`, `.all()`, `.run()` do not exist on PostgreSQL. */
export type Reader = Pick<Database, 'select' | 'selectDistinct' | '$count' | '$with'> & {
  with(...queries: Parameters<Database['with']>): Pick<ReturnType<Database['with']>, 'select'>
}

/** What the work of a transaction may do; reads through it see its own writes. */
export type Writer = Reader & {
  insert<Table extends SQLiteTable>(table: Table & Free): SQLiteInsertBuilder<Table, 'async', unknown>
  update: Update
  delete<Table extends SQLiteTable>(table: Table & Free): SQLiteDeleteBase<Table, 'async', unknown>
}

export type Work<Result> = (tx: Writer) => Promise<Result>

export type Isolation = 'serializable' | 'read committed'

/**
 * `isolation` is PostgreSQL's (SQLite has one writer): `serializable` unless the work locks each row that its decision
 * rests on. `exclusive`: the work opens, sends or closes notices, so PostgreSQL runs one such transaction at a time (decision 039).
 * `settles`: the work writes the outcome of what this process holds, or releases it, and is also done in a store that was
 * migrated under this process.
 */
export type TransactOptions = { isolation?: Isolation; exclusive?: boolean; settles?: boolean }

/** Options for work that notifies people and changes accounts. */
export const exclusive = { exclusive: true } as const

/** Options for work on notices, digests and their mail alone: the exclusive lock and row locks guard all it reads. */
export const exclusiveReadCommitted = { isolation: 'read committed', exclusive: true } as const

export type Store = {
  readonly engine: Engine
  readonly read: Reader
  /**
   * Runs `work` in one transaction: all of it is committed, or nothing if it throws. Resolves after the commit is on
   * disk. Inside, await only queries on `tx`; PostgreSQL may run `work` again after a serialization failure.
   * @throws StoreError if called inside another transact, or if a newer version has migrated the store.
   */
  transact<Result>(work: Work<Result>, options?: TransactOptions): Promise<Result>
  /** Calls `listener` after each commit of this process, with what it noted; answers a function that ends it. */
  onCommit(listener: CommitListener): () => void
  schemaVersion(): Promise<number>
  /** Aborted once a transaction or `schemaVersion` has found that a newer version migrated the store. */
  readonly outdated: AbortSignal
  close(): Promise<void>
}

/** The store cannot be opened or used; the message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

export type StoreLocation = { file: string } | { url: string }

export type Engine = 'sqlite' | 'postgres'

/** SQLite unless `DATABASE_URL` names a PostgreSQL server. */
export const engine: Engine = env.DATABASE_URL?.startsWith('postgres') ? 'postgres' : 'sqlite'

/** `notes`: the tables into which `insertMany` put rows. */
export type CommitListener = (notes: ReadonlySet<string>) => void

/**
 * A running transaction. `after` runs once it is committed, and never if it is not. `watched`: the rows inserted into the
 * tables that somebody watches.
 */
export type Running = {
  exclusive: boolean
  after: (() => void)[]
  notes: Set<string>
  watched: Map<string, object[]>
}

/** `globalThis`: Next keeps routes and instrumentation in module graphs of their own, which share a store. */
const shared = globalThis as typeof globalThis & { recapitoInside?: AsyncLocalStorage<Running> }
shared.recapitoInside ??= new AsyncLocalStorage()
const inside = shared.recapitoInside

/** Runs the work of a transaction so that a nested transact is refused instead of waiting for itself. */
export function runInside<Result>(running: Running, work: () => Promise<Result>): Promise<Result> {
  return inside.run(running, work)
}

export function newRunning({ exclusive = false }: TransactOptions): Running {
  return { exclusive, after: [], notes: new Set(), watched: new Map() }
}

/** Runs the listener in its own context once the running transaction is committed; at once if there is none. */
export function afterCommit(listener: () => void): void {
  const running = inside.getStore()
  if (running) running.after.push(AsyncLocalStorage.bind(listener))
  else listener()
}

/** Notes rows that were inserted into a table, for the listeners of `onCommit` and for `watchTable`. */
export function recordInserted(table: string, rows: readonly object[]): void {
  const running = inside.getStore()
  running?.notes.add(table)
  running?.watched.get(table)?.push(...rows)
}

/** The rows that the running transaction inserts into a table from now on, as they come. @see watchInserts */
export function watchTable(table: string): readonly object[] {
  const rows: object[] = []
  inside.getStore()?.watched.set(table, rows)
  return rows
}

/** @throws StoreError unless the running transaction is exclusive */
export function assertExclusive(): void {
  if (!inside.getStore()?.exclusive)
    throw new StoreError('Notices were opened, sent or closed outside an exclusive transaction.')
}

export function refuseNested(): void {
  if (inside.getStore()) throw new StoreError('transact was called inside another transact.')
}

export class CommitListeners {
  #listeners = new Set<CommitListener>()

  /** Calls the listener in the asynchronous context that added it, not in that of the commit. */
  add(listener: CommitListener): () => void {
    const bound = AsyncLocalStorage.bind(listener)
    this.#listeners.add(bound)
    return () => this.#listeners.delete(bound)
  }

  call(notes: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(notes)
  }
}
