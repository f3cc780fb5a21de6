import { type Server, startServer } from '../../e2e/server.ts'
import type { PostgresServer } from '../../tests/postgres-server.ts'
import { percentile } from '../pages.ts'
import type { RunningSink } from '../run-sink.ts'
import { readDatabase, readStores, type StoreCounts, subtract } from './counts.ts'
import { runLoad, type Shape } from './load.ts'
import { watchPeople } from './people.ts'
import type { Copy, Template } from './stores.ts'

/** Milliseconds, and how often everything is measured. */
export type Pace = { warmUp: number; milliseconds: number; rounds: number }

export type Setup = { template: Template; servers: number; shape: Shape; clients: number }

/** Times in milliseconds. `refused`: events, pages and forms. What only PostgreSQL counts is null on SQLite. */
export type Measured = {
  perSecond: number
  refused: number
  p99: number
  commits: number | null
  rollbacks: number | null
  deadlocks: number | null
  mails: number
  page: number
  form: number
} & StoreCounts

/** Accounts enough that no storm gathers mail of single events: ten of each in five minutes are mailed singly. */
export const accounts = 3000

export type Tools = { postgres: PostgresServer; sink: RunningSink }

/** Measures one load on a copy of the store with servers of its own. */
export async function measure(setup: Setup, pace: Pace, { postgres, sink }: Tools): Promise<Measured> {
  const { template, shape, clients } = setup
  const copy = await template.copy()
  const servers = await startServers(copy, setup.servers, { SMTP_URL: sink.url })
  try {
    const urls = servers.map(({ url }) => url)
    // Together, because a busy server takes its time to say its metrics.
    const look = async () => {
      const at = performance.now()
      const [{ count: mails }, database, stores] = await Promise.all([
        sink.untilCounted(0),
        copy.database === null ? null : readDatabase(postgres, copy.database),
        readStores(servers, template.key),
      ])
      return { at, mails, database, stores }
    }
    let before: ReturnType<typeof look> | undefined
    const people = watchPeople(urls, template)
    const load = { urls, key: template.key, shape, clients, accounts, ...pace }
    const sent = await runLoad(load, () => {
      before = look()
      people.restart()
    })
    const [began, ended, seen] = [await before, await look(), await people.stop()]
    if (!began) throw new Error('The clients did not warm up.')
    const count = (of: 'commits' | 'rollbacks' | 'deadlocks') =>
      ended.database && began.database ? ended.database[of] - began.database[of] : null
    return {
      perSecond: sent.perSecond,
      refused: sent.refused + seen.refused,
      p99: percentile(sent.times, 0.99),
      commits: count('commits'),
      rollbacks: count('rollbacks'),
      deadlocks: count('deadlocks'),
      mails: ((ended.mails - began.mails) * 1000) / (ended.at - began.at),
      page: percentile(seen.pages, 0.99),
      form: percentile(seen.forms, 0.99),
      ...subtract(ended.stores, began.stores),
    }
  } finally {
    await stopServers(servers)
    await copy.remove()
  }
}

/** Starts so many servers on the store. Their limit of events is not what we measure. */
export function startServers(
  { folder, environment }: Copy,
  count: number,
  settings: Record<string, string>,
): Promise<Server[]> {
  const all = { LOG_LEVEL: 'warn', EVENTS_PER_SECOND: '1000000', ...environment, ...settings }
  return Promise.all(Array.from({ length: count }, () => startServer(folder, { environment: all })))
}

export async function stopServers(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}
