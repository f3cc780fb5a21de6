import { execFile } from 'node:child_process'
import { closeSync, copyFileSync, fsyncSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Sqlite from 'better-sqlite3'
import { startServer, storeFile } from '../../e2e/server.ts'
import { onDatabase, type PostgresServer } from '../../tests/postgres-server.ts'
import { buildHistory, type Contents, type EngineName } from './history.ts'

/** What senders and people need: fill.ts prints it. */
type Filled = { key: string; cookie: string; gate: string }

/** A store for one measurement. `database`: its name on PostgreSQL. */
export type Copy = {
  folder: string
  environment: Record<string, string>
  database: string | null
  remove(): Promise<void>
}

/** A filled, analysed store that is only copied: each measurement starts from the same. */
export type Template = Filled & { engine: EngineName; copy(): Promise<Copy>; remove(): Promise<void> }

export async function makeSqlite(contents: Contents): Promise<Template> {
  const folder = newFolder()
  const filled = await fill(contents, folder, {})
  const store = new Sqlite(storeFile(folder))
  store.pragma('synchronous = OFF')
  store.pragma('cache_size = -500000')
  for (const statement of buildHistory('SQLite', contents)) store.exec(statement)
  store.exec('analyze')
  store.close()
  syncFile(storeFile(folder))
  return {
    ...filled,
    engine: 'SQLite',
    copy: async () => {
      const copy = newFolder()
      copyFileSync(storeFile(folder), storeFile(copy))
      syncFile(storeFile(copy))
      return { folder: copy, environment: {}, database: null, remove: async () => removeFolder(copy) }
    },
    remove: async () => removeFolder(folder),
  }
}

let made = 0

export async function makePostgres(postgres: PostgresServer, contents: Contents): Promise<Template> {
  const database = `template_${made++}`
  await command(postgres, `create database ${database}`)
  const folder = newFolder()
  const filled = await fill(contents, folder, { DATABASE_URL: postgres.url(database) })
  removeFolder(folder)
  await onDatabase(postgres.url(database), async (client) => {
    for (const statement of buildHistory('PostgreSQL', contents)) await client.query(statement)
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  })
  // By its files a large database is copied sooner, a small one by its log.
  const strategy = contents.events ? 'file_copy' : 'wal_log'
  const drop = (name: string) => command(postgres, `drop database ${name} with (force)`)
  return {
    ...filled,
    engine: 'PostgreSQL',
    copy: async () => {
      const copy = `copy_${made++}`
      const folder = newFolder()
      await command(postgres, `create database ${copy} template ${database} strategy ${strategy}`)
      const remove = async () => {
        await drop(copy)
        removeFolder(folder)
      }
      return { folder, environment: { DATABASE_URL: postgres.url(copy) }, database: copy, remove }
    },
    remove: () => drop(database),
  }
}

/**
 * Fills the store in a process of its own, because the engine is fixed when modules load. Then a server starts on it,
 * because its first start adds what each copy would add again, such as the rows of the search.
 */
async function fill(
  { accounts, mails = 0 }: Contents,
  folder: string,
  environment: Record<string, string>,
): Promise<Filled> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    RECAPITO_MODE: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: folder,
    ...environment,
  }
  const program = join(import.meta.dirname, 'fill.ts')
  const words = [program, String(accounts), String(mails)]
  const { stdout } = await promisify(execFile)(process.execPath, words, { env })
  const server = await startServer(folder, { environment: { WORKER: 'off', ...environment } })
  await server.stop()
  return JSON.parse(stdout)
}

async function command(postgres: PostgresServer, sql: string): Promise<void> {
  await onDatabase(postgres.url('postgres'), (client) => client.query(sql))
}

/** Writes a file to the disk, which otherwise would do so while we measure. */
function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'recapito-engines-'))
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
