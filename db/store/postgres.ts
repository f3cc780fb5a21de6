import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { type AfterCommit, CommitListeners, refuseNested, runInside } from './commits.ts'
import { codeOf, listCauses } from './failure.ts'
import { migrationsFolder, refuseNewer } from './migrations.ts'
import { explainPostgres, refuseForeign, refuseUnfit } from './postgres-refusals.ts'
import { showUse } from './postgres-use.ts'
import type { Reader, Store, Writer } from './store.ts'

const attempts = 8
const migrationLock = 7_265_636_170

/** Milliseconds. */
const connecting = 5000
/** A database that says nothing for so long while it is asked is given up: the machine at the other end may have gone without a word. */
const longestSilence = 30_000

/** Opens the database, migrating it under an advisory lock so that instances starting together take turns. @throws StoreError */
export async function openPostgres(url: string, patience = longestSilence): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    min: 1,
    max: 10,
    connectionTimeoutMillis: connecting,
    keepAlive: true,
    onConnect: (client) => {
      giveUpSilent(client)
      listenFor(client, patience)
      return showUse(client)
    },
  })
  pool.on('acquire', (client) => listenFor(client, patience))
  pool.on('release', (_error, client) => listenFor(client, 0))
  // An idle connection that the server drops is replaced by the pool; the next query says so if it cannot be.
  pool.on('error', () => undefined)
  // One that breaks between two queries of a transaction too; the next query fails, and the transaction with it.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const database = drizzle(pool)
  try {
    // It shows that the store is in use, from before the migration on.
    const first = await pool.connect()
    await migrateInTurn(url).finally(() => first.release())
  } catch (error) {
    await pool.end()
    throw explainPostgres(error)
  }

  const listeners = new CommitListeners()
  return {
    engine: 'postgres',
    read: database as unknown as Reader,
    transact: async (work, { isolation = 'serializable' } = {}) => {
      refuseNested()
      for (let attempt = 1; ; attempt++) {
        const after: AfterCommit = []
        try {
          const result = await onConnection(pool, (connection) =>
            connection.transaction((tx) => runInside(() => work(tx as unknown as Writer), after), {
              isolationLevel: isolation,
            }),
          )
          listeners.call()
          for (const listener of after) listener()
          return result
        } catch (error) {
          if (attempt === attempts || !mayPass(error, attempt)) throw error
          await setTimeout(Math.random() * 10 * 2 ** attempt)
        }
      }
    },
    onCommit: (listener) => listeners.add(listener),
    schemaVersion: () => countPostgresMigrations(pool),
    close: () => pool.end(),
  }
}

/**
 * Uses a connection of the pool and gives it back, whatever fails. drizzle, left to take one itself, keeps it where BEGIN fails:
 * a database that is restarted often enough would take them all.
 */
async function onConnection<Result>(
  pool: pg.Pool,
  use: (connection: NodePgDatabase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  try {
    const result = await use(drizzle(client))
    client.release()
    return result
  } catch (error) {
    client.release(client.getTransactionStatus() !== 'I')
    throw error
  }
}

/** The driver's own `query_timeout` keeps what each statement answers among old objects: 130 MB more in an export of 100,000 accounts. */
function giveUpSilent(client: pg.ClientBase): void {
  const socket = socketOf(client)
  socket?.on('timeout', () => socket.destroy(new Error('Connection terminated: the database says nothing.')))
}

/** 0 is for ever, of one that nobody uses. */
function listenFor(client: pg.ClientBase, milliseconds: number): void {
  socketOf(client)?.setTimeout(milliseconds)
}

function socketOf(client: pg.ClientBase): Socket | null {
  const stream = client instanceof pg.Client ? client.connection.stream : null
  return stream instanceof Socket ? stream : null
}

/** A migration may take its time, and wait for another instance's. */
async function migrateInTurn(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connecting })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await refuseUnfit(client)
    await migratePostgres(client)
  } finally {
    await client.end()
  }
}

/** Brings the database to this version, or to the one whose migrations `folder` holds. @throws StoreError where it is newer. */
export async function migratePostgres(
  client: pg.ClientBase,
  folder: string = migrationsFolder('postgres'),
): Promise<void> {
  const connection = drizzle(client as pg.Client)
  await connection.execute(sql`select pg_advisory_lock(${migrationLock})`)
  try {
    const applied = await countPostgresMigrations(client)
    refuseNewer('postgres', applied)
    if (applied === 0) await refuseForeign(client)
    await migrate(connection, { migrationsFolder: folder })
  } finally {
    await connection.execute(sql`select pg_advisory_unlock(${migrationLock})`)
  }
}

/** How many migrations the database has had; 0 where it is no store yet. */
export async function countPostgresMigrations(client: pg.Pool | pg.ClientBase): Promise<number> {
  const known = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name")
  if (known.rows[0]?.name == null) return 0
  const counted = await client.query('select count(*)::int as applied from drizzle.__drizzle_migrations')
  return counted.rows[0].applied
}

/** How often a row that is there already is taken for one that was not when the work looked. */
const collisions = 2

/**
 * Whether the same work may succeed when run again: 40001 serialization_failure, 40P01 deadlock_detected and, where two looked and
 * then wrote the same, 23505 unique_violation, which PostgreSQL may say instead of the first.
 */
function mayPass(error: unknown, attempt: number): boolean {
  const codes = listCauses(error).map(codeOf)
  return (
    codes.some((code) => code === '40001' || code === '40P01') ||
    (codes.includes('23505') && attempt <= collisions)
  )
}
