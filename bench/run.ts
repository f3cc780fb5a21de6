import { makeDemoStore } from '../e2e/demo-store.ts'
import { startServer } from '../e2e/server.ts'
import { Site } from '../e2e/site.ts'
import { stop } from '../scripts/run.ts'
import { build, isBuiltFromSources } from '../scripts/standalone.ts'
import { measureBounces } from './bounces.ts'
import { measureBrand } from './brand.ts'
import { measureEndpoints } from './endpoints.ts'
import { gatePath, measureGate } from './gate.ts'
import { measureGrowth } from './growth.ts'
import { type Bench, measureIntake, measurePageUnderIntake } from './intake.ts'
import { fillIntakeStore } from './intake-store.ts'
import { measureLarge } from './large.ts'
import { measureLighthouse } from './lighthouse.ts'
import { describeMachine } from './machine.ts'
import { measureMailLatency } from './mail-latency.ts'
import { measureMailThroughput } from './mail-throughput.ts'
import { measurePostgres, postgresWords } from './postgres.ts'
import { measureStart } from './start.ts'
import { printTables, type Row } from './table.ts'

// Otherwise filling stores would log between the rows.
process.env.LOG_LEVEL ||= 'warn'
const owner = 'giulia@clinica-aurora.example'

if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to measure.')
const demo = await makeDemoStore()
process.once('exit', demo.remove)

/** The parts that can run alone: `npm run bench -- large`. */
const parts: Record<string, () => Promise<Row[]>> = {
  gate: () => withServer(({ server, cookie }) => measureGate(server, cookie)),
  brand: () => withServer(({ server }) => measureBrand(server)),
  lighthouse: () => withServer(({ site }) => measureLighthouse(site)),
  start: () => measureStart(demo),
  intake: async () => [
    ...(await withServer(measureIntake)),
    ...(await withServer(async ({ server, key, cookie }) => [
      await measurePageUnderIntake({ url: server.url, key }, `${server.url}${gatePath}`, cookie),
    ])),
  ],
  bounces: () => withServer(({ server, key }) => measureBounces({ url: server.url, key })),
  mail: async () => [...(await measureMailLatency(demo.copy())), ...(await measureMailThroughput())],
  endpoints: measureEndpoints,
  growth: measureGrowth,
  large: measureLarge,
  postgres: () => measurePostgres(asked),
}
/** Takes an hour, and so runs only if it is asked for. */
const alone = 'postgres'
const asked = process.argv.slice(2)
const words = asked.includes(alone) ? postgresWords : []
const unknown = asked.find((word) => !Object.hasOwn(parts, word) && !words.includes(word))
if (unknown) stop(`There is no "${unknown}" to measure. There are: ${Object.keys(parts).join(', ')}.`)

const rows: Row[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (asked.includes(name) || (asked.length === 0 && name !== alone)) rows.push(...(await measure()))
}
console.log(`\n${describeMachine()}`)
process.exitCode = printTables(rows) ? 0 : 1

type WithCookie = Bench & { site: Site; cookie: string }

/** Starts a server with a fresh store: the demo's, plus what the intake needs. */
async function withServer(measure: (bench: WithCookie) => Promise<Row[]>): Promise<Row[]> {
  const folder = demo.copy()
  const key = await fillIntakeStore(folder)
  const twin = demo.copy(folder)
  const server = await startServer(folder, { environment: { BENCH_PAGES: 'on', LOG_LEVEL: 'warn' } })
  const site = new Site(server, folder)
  try {
    return await measure({ server, site, folder, key, cookie: await site.cookie(owner), twin })
  } finally {
    await site.close()
    await server.stop()
  }
}
