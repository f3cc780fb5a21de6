import pg, { type ClientBase } from 'pg'
import { explainPostgres, refuseUnfit } from '#/db/store/postgres-refusals.ts'
import { claimDatabase } from '#/db/store/postgres-use.ts'

/** Runs `work` while nobody else can open the store. @throws StoreError if it is in use, or PostgreSQL fails. */
export function withClaimedDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>) {
  return withDatabase(url, async (client) => {
    await refuseUnfit(client)
    await claimDatabase(client)
    return work(client)
  })
}

/** Runs `work` on a connection of its own. @throws StoreError if PostgreSQL fails */
export async function withDatabase<Result>(url: string, work: (client: pg.Client) => Promise<Result>) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // Its queries fail too, and say so to people; without a listener the process would end first.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } catch (error) {
    throw explainPostgres(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Runs `work` in one transaction and rolls back if it throws. */
export async function inTransaction<Result>(client: ClientBase, work: () => Promise<Result>) {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
