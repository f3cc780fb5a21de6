import type { Server } from '../../e2e/server.ts'
import { onDatabase, type PostgresServer } from '../../tests/postgres-server.ts'

/** What PostgreSQL counts of a database. */
export type DatabaseCounts = { commits: number; rollbacks: number; deadlocks: number }

/** A connection's counts arrive up to a second late, at the beginning as at the end. */
export function readDatabase(postgres: PostgresServer, name: string): Promise<DatabaseCounts> {
  const sql = `select xact_commit::int as commits, xact_rollback::int as rollbacks, deadlocks::int as deadlocks
    from pg_stat_database where datname = $1`
  return onDatabase(postgres.url('postgres'), async (client) => (await client.query(sql, [name])).rows[0])
}

/** Write transactions begun, null if the servers do not count them, and their retries by the metric's labels. */
export type StoreCounts = { transactions: number | null; retries: Map<string, number> }

const sample = /^recapito_store_(transactions|retries)_total(?:\{(.*)\})? (\S+)/gm

/** Adds up what the servers' metrics say. */
export async function readStores(servers: readonly Server[], key: string): Promise<StoreCounts> {
  const counts: StoreCounts = { transactions: null, retries: new Map() }
  for (const { url } of servers) {
    const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${key}` } })
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status} to its metrics.`)
    for (const [, what, labels = '', value] of (await answer.text()).matchAll(sample)) {
      if (what === 'transactions') counts.transactions = (counts.transactions ?? 0) + Number(value)
      else counts.retries.set(labels, (counts.retries.get(labels) ?? 0) + Number(value))
    }
  }
  return counts
}

/** What was counted between two readings. */
export function subtract(after: StoreCounts, before: StoreCounts): StoreCounts {
  const retries = [...after.retries].map(([labels, value]): [string, number] => [
    labels,
    value - (before.retries.get(labels) ?? 0),
  ])
  return {
    transactions: after.transactions === null ? null : after.transactions - (before.transactions ?? 0),
    retries: new Map(retries.filter(([, value]) => value > 0)),
  }
}
