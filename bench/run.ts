import { makeDemoStore } from '../e2e/demo-store.ts'
import { startServer } from '../e2e/server.ts'
import { Site, sessionCookieName } from '../e2e/site.ts'
import { stop } from '../scripts/run.ts'
import { build, isBuiltFromSources } from '../scripts/standalone.ts'
import { gatePath, measureGate } from './gate.ts'
import { type Bench, measureIntake, measurePageUnderIntake } from './intake.ts'
import { fillIntakeStore } from './intake-store.ts'
import { measureMailLatency } from './mail-latency.ts'
import { measureMailThroughput } from './mail-throughput.ts'
import { measureStart } from './start.ts'
import { printTable, type Row } from './table.ts'

const owner = 'giulia@clinica-aurora.example'

if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to measure.')
const demo = await makeDemoStore()
process.once('exit', demo.remove)

const rows: Row[] = [
  ...(await withServer(({ server, cookie }) => measureGate(server, cookie))),
  ...(await measureStart(demo)),
  ...(await withServer(measureIntake)),
  ...(await withServer(async ({ server, key, cookie }) => [
    await measurePageUnderIntake({ url: server.url, key }, `${server.url}${gatePath}`, cookie),
  ])),
  ...(await measureMailLatency(demo.copy())),
  ...(await measureMailThroughput()),
]
process.exitCode = printTable(rows) ? 0 : 1

type WithCookie = Bench & { cookie: { name: string; value: string } }

/** A server with a fresh store: the demo's, and what the intake needs. */
async function withServer(measure: (bench: WithCookie) => Promise<Row[]>): Promise<Row[]> {
  const folder = demo.copy()
  const key = await fillIntakeStore(folder)
  const twin = demo.copy(folder)
  const server = await startServer(folder, { environment: { BENCH_PAGES: 'on', LOG_LEVEL: 'warn' } })
  const site = new Site(server, folder)
  try {
    const cookie = { name: sessionCookieName, value: await site.sessionCookie(owner) }
    return await measure({ server, folder, key, cookie, twin })
  } finally {
    site.close()
    await server.stop()
  }
}
