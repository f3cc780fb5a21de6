import Sqlite from 'better-sqlite3'
import { type Server, storeFile } from '../e2e/server.ts'
import { measureBareInserts } from './bare-inserts.ts'
import { measureRequests } from './requests.ts'
import { sendAlerts, sendEvents, type Target } from './senders.ts'
import type { Row } from './table.ts'

const seconds = 8
const alertsPerBatch = 100

/** A server with its own store, and a folder with a copy of the initial store. */
export type Bench = { server: Server; folder: string; key: string; twin: string }

/** Measures how many events a second are durably taken in, in batches and one by one. */
export async function measureIntake(bench: Bench): Promise<Row[]> {
  const target = { url: bench.server.url, key: bench.key }
  return [...(await measureBatches(bench, target)), await measureSingles(target)]
}

async function measureBatches({ folder, twin }: Bench, target: Target): Promise<Row[]> {
  const before = countEvents(folder)
  await sendAlerts(target, 2)
  const { perSecond, accepted } = await sendAlerts(target, seconds)
  const committed = countEvents(folder) - before
  if (committed < accepted * alertsPerBatch)
    throw new Error('Alerts that were accepted are not in the store.')
  const bare = measureBareInserts(storeFile(folder), storeFile(twin), Math.round(committed / alertsPerBatch))
  const ratio = perSecond / bare
  const alerts = perSecond * alertsPerBatch
  return [
    {
      what: 'Intake, alerts a second committed, in batches of 100 for 100 accounts',
      measured: alerts.toFixed(0),
      goal: '5000',
    },
    {
      what: `Intake, against a bare better-sqlite3 loop that inserts the same rows (${alerts.toFixed(0)} : ${(bare * alertsPerBatch).toFixed(0)} alerts a second)`,
      measured: ratio.toFixed(2),
      goal: '≥ 0.30',
      passed: ratio >= 0.3,
    },
  ]
}

async function measureSingles(target: Target): Promise<Row> {
  const load = { duration: seconds, connections: 16 }
  await sendEvents(target, { ...load, duration: 2 }, '/api/bench/empty')
  const empty = await sendEvents(target, load, '/api/bench/empty')
  await sendEvents(target, { ...load, duration: 2 })
  const events = await sendEvents(target, load)
  const ratio = events.perSecond / empty.perSecond
  return {
    what: `Single native events a second, against an empty route handler (${events.perSecond.toFixed(0)} : ${empty.perSecond.toFixed(0)})`,
    measured: ratio.toFixed(2),
    goal: '≥ 0.50',
    passed: ratio >= 0.5,
  }
}

/** Measures the slowest of a hundred gate pages while 200 events a second arrive. */
export async function measurePageUnderIntake(target: Target, page: string, cookie: string): Promise<Row> {
  const quiet = await measureRequests(page, cookie, { seconds: 10, perSecond: 20 })
  const [events, busy] = await Promise.all([
    sendEvents(target, { duration: 12, connections: 4, overallRate: 200 }),
    measureRequests(page, cookie, { seconds: 10, perSecond: 20 }),
  ])
  const ratio = busy.p99 / quiet.p99
  return {
    what: `Gate page's 99th percentile while ${events.perSecond.toFixed(0)} events a second come in, against quiet (${busy.p99.toFixed(0)} : ${quiet.p99.toFixed(0)} ms)`,
    measured: `${ratio.toFixed(2)} ×`,
    goal: '< 3 ×',
    passed: ratio < 3,
  }
}

function countEvents(folder: string): number {
  const store = new Sqlite(storeFile(folder), { readonly: true })
  try {
    return Number(store.prepare('select count(*) from events').pluck().get())
  } finally {
    store.close()
  }
}
