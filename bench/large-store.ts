import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { encode } from 'next-auth/jwt'
import pg from 'pg'
import { authSecret, runCommand, type Server, startServer, storeFile } from '../e2e/server.ts'
import { sessionCookieName } from '../e2e/site.ts'
import type { PostgresServer } from '../tests/postgres-server.ts'

/** A store filled by the seed command, on either engine, and SQL on it. `seconds`: the time of filling. */
export type LargeStore = {
  engine: 'SQLite' | 'PostgreSQL'
  accounts: number
  seconds: number
  /** Its location, for a program that opens it itself. */
  environment: Record<string, string>
  rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]>
  change(sql: string, ...values: unknown[]): Promise<void>
  start(environment?: Record<string, string>): Promise<Server>
  close(): Promise<void>
}

export async function makeSqliteStore(accounts: number): Promise<LargeStore> {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-large-'))
  const seconds = await seed(accounts, { DATA_DIR: folder })
  const connection = new Sqlite(storeFile(folder))
  connection.pragma('busy_timeout = 5000')
  return {
    engine: 'SQLite',
    accounts,
    seconds,
    environment: { DATA_DIR: folder },
    rows: async <Row>(sql: string, ...values: unknown[]) =>
      connection.prepare<unknown[], Row>(sql).all(...values),
    change: async (sql, ...values) => {
      connection.prepare(sql).run(...values)
    },
    start: (environment = {}) => startServer(folder, { environment: { LOG_LEVEL: 'warn', ...environment } }),
    close: async () => {
      connection.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export async function makePostgresStore(server: PostgresServer, accounts: number): Promise<LargeStore> {
  const name = `large_${accounts}`
  await onServer(server, `create database ${name}`)
  const DATABASE_URL = server.url(name)
  const seconds = await seed(accounts, { DATABASE_URL })
  const client = new pg.Client({ connectionString: DATABASE_URL })
  await client.connect()
  const numbered = (sql: string) => {
    let place = 0
    return sql.replaceAll('?', () => `$${++place}`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'recapito-large-'))
  return {
    engine: 'PostgreSQL',
    accounts,
    seconds,
    environment: { DATABASE_URL },
    rows: async (sql, ...values) => (await client.query(numbered(sql), values)).rows,
    change: async (sql, ...values) => {
      await client.query(numbered(sql), values)
    },
    start: (environment = {}) =>
      startServer(folder, { environment: { LOG_LEVEL: 'warn', DATABASE_URL, ...environment } }),
    close: async () => {
      await client.end()
      rmSync(folder, { recursive: true, force: true })
      await onServer(server, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(server: PostgresServer, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') })
  await client.connect()
  await client.query(command).finally(() => client.end())
}

/** Answers the seconds it took. */
async function seed(accounts: number, environment: Record<string, string>): Promise<number> {
  const began = performance.now()
  const { code, said } = await runCommand(['seed', '--accounts', String(accounts)], environment)
  if (code !== 0) throw new Error(`The store was not filled (${code}):\n${said}`)
  return (performance.now() - began) / 1000
}

/** A cookie of a staff member. */
export function staffCookie(store: LargeStore): Promise<string> {
  return cookieOf(store, 'support@actions-desk.example')
}

/** A cookie of the person with this address, with a new session. */
export async function cookieOf(store: LargeStore, email: string): Promise<string> {
  const [user] = await store.rows<{ id: string }>('select id from users where email_key = ?', email)
  if (!user) throw new Error(`Nobody has the address ${email}.`)
  const id = crypto.randomUUID()
  await store.change(
    "insert into sessions (id, user_id, method, user_agent, created_at, last_used_at) values (?, ?, 'code', '', ?, ?)",
    id,
    user.id,
    Date.now(),
    Date.now(),
  )
  const token = await encode({ token: { sid: id }, secret: authSecret, maxAge: 7 * 86_400 })
  return `${sessionCookieName}=${token}`
}
