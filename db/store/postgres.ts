import { Socket } from 'node:net'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { type FollowMigration, migrationsFolder, readMigrations, refuseNewer } from './migrations.ts'
import { explainPostgres, refuseForeign, refuseUnfit } from './postgres-refusals.ts'
import { type Counted, countMigrations, setUp, transactOn } from './postgres-transact.ts'
import { showUse } from './postgres-use.ts'
import { SchemaGuard } from './schema-guard.ts'
import { CommitListeners, type Reader, type Store } from './store.ts'

const migrationLock = 7_265_636_170

/** Milliseconds. */
const connecting = 5000
/** Milliseconds of silence before we give a query up: the other machine may have died. */
const maxSilence = 30_000

type Opening = {
  /** Milliseconds of silence before a query is given up. */
  patience?: number
  onStep?: FollowMigration | undefined
}

/** Opens the database and migrates it; an advisory lock lets instances take turns. @throws StoreError */
export async function openPostgres(
  url: string,
  { patience = maxSilence, onStep }: Opening = {},
): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    min: 1,
    max: 10,
    connectionTimeoutMillis: connecting,
    keepAlive: true,
    onConnect: async (client) => {
      giveUpSilent(client)
      listenFor(client, patience)
      await client.query(setUp)
      return showUse(client)
    },
  })
  pool.on('acquire', (client) => listenFor(client, patience))
  pool.on('release', (_error, client) => listenFor(client, 0))
  // The pool replaces an idle connection that the server drops; if it cannot, the next query fails.
  pool.on('error', () => undefined)
  // Likewise between two queries of a transaction: the next query fails, and so does the transaction.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const database = drizzle(pool)
  let guard: SchemaGuard
  try {
    // Shows that the store is in use, from before the migration on.
    const first = await pool.connect()
    listenFor(first, 0)
    await migrateUnderLock(url, onStep).finally(() => first.release())
    guard = new SchemaGuard(await countPostgresMigrations(pool))
  } catch (error) {
    await pool.end()
    throw explainPostgres(error)
  }

  const listeners = new CommitListeners()
  return {
    engine: 'postgres',
    read: database as unknown as Reader,
    transact: transactOn(pool, guard, listeners),
    onCommit: (listener) => listeners.add(listener),
    schemaVersion: async () => guard.see(await countPostgresMigrations(pool)),
    outdated: guard.outdated,
    close: () => pool.end(),
  }
}

/** The driver's `query_timeout` keeps each answer in memory: 130 MB more in an export of 100,000 accounts. */
function giveUpSilent(client: pg.ClientBase): void {
  const socket = socketOf(client)
  socket?.on('timeout', () => socket.destroy(new Error('Connection terminated: the database says nothing.')))
}

/** 0 means no limit, for an idle connection. */
function listenFor(client: pg.ClientBase, milliseconds: number): void {
  socketOf(client)?.setTimeout(milliseconds)
}

function socketOf(client: pg.ClientBase): Socket | null {
  const stream = client instanceof pg.Client ? client.connection.stream : null
  return stream instanceof Socket ? stream : null
}

/** How many migrations the database has had, without changing it. @throws StoreError */
export async function readPostgresSchema(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connecting })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await countPostgresMigrations(client)
  } catch (error) {
    throw explainPostgres(error)
  } finally {
    await client.end()
  }
}

/** A migration may take long, and wait for another instance's. */
async function migrateUnderLock(url: string, onStep: FollowMigration | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connecting })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await refuseUnfit(client)
    await migratePostgres(client, { onStep })
  } finally {
    await client.end()
  }
}

type Migrating = {
  /** The folder of the migrations; this version's by default. */
  folder?: string
  onStep?: FollowMigration | undefined
}

/** Migrates the database to this version in one transaction. @throws StoreError if it is newer. */
export async function migratePostgres(
  client: pg.ClientBase,
  { folder = migrationsFolder('postgres'), onStep = () => undefined }: Migrating = {},
): Promise<void> {
  const known = readMigrations(folder)
  if ((await countPostgresMigrations(client)) !== known.length) onStep(null)
  await client.query('select pg_advisory_lock($1)', [migrationLock])
  try {
    const applied = await countPostgresMigrations(client)
    refuseNewer('postgres', applied)
    if (applied === 0) await refuseForeign(client)
    if (applied === known.length) return
    await client.query('begin')
    await client.query(
      'create schema if not exists drizzle; create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
    )
    const { rows } = await client.query('select max(created_at) as last from drizzle.__drizzle_migrations')
    const missing = known.filter(({ folderMillis }) => folderMillis > Number(rows[0]?.last))
    for (const [place, { name, sql, hash, folderMillis }] of missing.entries()) {
      onStep({ name, nth: place + 1, of: missing.length })
      for (const statement of sql) await client.query(statement)
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        hash,
        folderMillis,
      ])
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock])
  }
}

/** How many migrations the database has had; 0 if it is not a store yet. */
export async function countPostgresMigrations(client: pg.Pool | pg.ClientBase): Promise<number> {
  const known = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name")
  if (known.rows[0]?.name == null) return 0
  const counted = await client.query<Counted>(countMigrations)
  return counted.rows[0]?.applied ?? 0
}
