import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { type ServerEnvironment, storeFile } from '../server.ts'

export const slugOf = (number: number) => `crash-${number}`
export const memberOf = (number: number) => `member-${number}@crash.example`

/** A test's read access to a store that servers use. */
export type StoreView = {
  rows<Row>(sql: string): Promise<Row[]>
  count(sql: string): Promise<number>
  close(): Promise<void>
}

/**
 * Adds open accounts and an event source to a new store, SQLite in `folder` without `url`; returns the key. `hooks`: where the
 * webhook of each account is, if it has one.
 */
export async function fillCrashStore(
  folder: string,
  accounts: number,
  { url = '', hooks = '' } = {},
): Promise<string> {
  const program = resolve(import.meta.dirname, 'fill.ts')
  // The engine is fixed when modules load, so we import them late.
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    RECAPITO_MODE: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url,
  }
  const file = storeFile(folder)
  const words = [program, file, String(accounts), hooks]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env })
  return stdout.trim()
}

export function viewSqlite(folder: string): StoreView {
  const store = new Sqlite(storeFile(folder), { readonly: true })
  store.pragma('busy_timeout = 5000')
  const rows = <Row>(sql: string) => store.prepare<[], Row>(sql).all()
  return {
    rows: async (sql) => rows(sql),
    count: async (sql) => Number(rows<{ count: number }>(sql)[0]?.count),
    close: async () => {
      store.close()
    },
  }
}

export function viewPostgres(url: string): StoreView {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => undefined)
  return {
    rows: async (sql) => (await pool.query(sql)).rows,
    count: async (sql) => Number((await pool.query(sql)).rows[0]?.count),
    close: () => pool.end(),
  }
}

export function crashEnvironment(smtpUrl: string): ServerEnvironment {
  return { SMTP_URL: smtpUrl, LOG_LEVEL: 'warn', EVENTS_PER_SECOND: '5000' }
}
