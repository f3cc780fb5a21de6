import type { ClientBase } from 'pg'
import { claimOnceClosed } from './closing.ts'
import { StoreError } from './store.ts'

/** An open store's connections share this lock; a restore holds it alone. */
const useLock = 7_265_636_171

/** Shows that the database is in use while the connection lives. @throws StoreError while a restore runs. */
export async function showUse(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ shown: boolean }>('select pg_try_advisory_lock_shared($1) as shown', [
    useLock,
  ])
  if (!rows[0]?.shown)
    throw new StoreError('The store is being restored or moved. Start again when that has finished.')
}

/** Keeps all others out while the connection lives. @throws StoreError if the store is in use, saying from where. */
export async function claimDatabase(client: ClientBase): Promise<void> {
  const claimed = await claimOnceClosed(async () => {
    const { rows } = await client.query<{ claimed: boolean }>('select pg_try_advisory_lock($1) as claimed', [
      useLock,
    ])
    return rows[0]?.claimed || null
  })
  if (claimed) return
  const users = await client.query<{ pid: number; address: string | null }>(
    `select distinct pid, host(client_addr) as address from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
       and (classid::bigint << 32 | objid::bigint) = $1 and granted`,
    [useLock],
  )
  const from = [...new Set(users.rows.map(({ address }) => address ?? 'this machine'))].join(', ')
  throw new StoreError(
    `The store is in use: ${users.rows.length} Recapito connection${users.rows.length === 1 ? '' : 's'} from ${from}. Stop all servers first.`,
  )
}
