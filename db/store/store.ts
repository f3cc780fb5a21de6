import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { env } from '#/env.ts'

type Database = BaseSQLiteDatabase<'async', unknown>

/** Reads committed rows. Await every query; `.get()`, `.all()`, `.run()` do not exist on PostgreSQL. */
export type Reader = Pick<Database, 'select' | 'selectDistinct' | '$count' | '$with'> & {
  with(...queries: Parameters<Database['with']>): Pick<ReturnType<Database['with']>, 'select'>
}

/** What the work of a transaction may do; reads through it see its own writes. */
export type Writer = Reader & Pick<Database, 'insert' | 'update' | 'delete'>

export type Work<Result> = (tx: Writer) => Promise<Result>

export type Isolation = 'serializable' | 'read committed'

export type Store = {
  readonly engine: Engine
  readonly read: Reader
  /**
   * Runs `work` in one transaction: all of it is committed, or nothing if it throws. Resolves after the commit is on
   * disk. Inside, await only queries on `tx`; PostgreSQL may run `work` again after a serialization failure.
   * `isolation` is PostgreSQL's (SQLite has one writer): `serializable` unless the work is one statement that locks
   * what it changes.
   * @throws StoreError if called inside another transact.
   */
  transact<Result>(work: Work<Result>, options?: { isolation?: Isolation }): Promise<Result>
  /** Calls `listener` after each commit of this process; answers a function that ends it. */
  onCommit(listener: () => void): () => void
  /** How many migrations the store has had. */
  schemaVersion(): Promise<number>
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
