import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { makeDemoStore } from '../e2e/demo-store.ts'
import { type Server, startServer } from '../e2e/server.ts'
import { Site, sessionCookieName } from '../e2e/site.ts'
import { stop } from '../scripts/run.ts'
import { build, isBuiltFromSources } from '../scripts/standalone.ts'
import { measureBareScripts } from './bare.ts'
import { measureRequests } from './requests.ts'
import { measureScripts } from './scripts-size.ts'
import { printTable, type Row } from './table.ts'

const gatePath = '/accounts/clinica-aurora/onboarding'
const owner = 'giulia@clinica-aurora.example'
const starts = 5
const rest = 3_000

if (!isBuiltFromSources() && (await build()) !== 0) stop('There is no build to measure.')
const demo = await makeDemoStore()
process.once('exit', demo.remove)

const beginning = await measureStart()
const folder = demo.copy()
const server = await startServer(folder, { environment: { BENCH_PAGES: 'on', LOG_LEVEL: 'warn' } })
const site = new Site(server, folder)
try {
  const cookie = { name: sessionCookieName, value: await site.sessionCookie(owner) }
  const passed = printTable([...(await measureGate(server, cookie)), ...beginning])
  process.exitCode = passed ? 0 : 1
} finally {
  site.close()
  await server.stop()
}

async function measureGate(on: Server, cookie: { name: string; value: string }): Promise<Row[]> {
  const header = `${cookie.name}=${cookie.value}`
  const gate = `${on.url}${gatePath}`
  const html = await readPage(gate, header)
  const twin = await findTwin(on, header, html.length)
  const twinLoad = await measureRequests(twin, header)
  const gateLoad = await measureRequests(gate, header)
  const ratio = gateLoad.perSecond / twinLoad.perSecond
  const scripts = (await measureScripts(gate, [cookie])) / (await measureBareScripts())
  const kilobytes = gzipSync(html).length / 1024
  return [
    {
      what: `Gate page, requests a second, against a page of the same ${Math.round(html.length / 1024)} KB that reads nothing (${gateLoad.perSecond.toFixed(0)} : ${twinLoad.perSecond.toFixed(0)})`,
      measured: ratio.toFixed(2),
      goal: '≥ 0.50',
      passed: ratio >= 0.5,
    },
    {
      what: 'JavaScript of the gate page, gzipped, against a bare page',
      measured: `${scripts.toFixed(2)} ×`,
      goal: '≤ 1.25 ×',
      passed: scripts <= 1.25,
    },
    {
      what: 'HTML of the gate page, gzipped',
      measured: `${kilobytes.toFixed(1)} KB`,
      goal: '≤ 30 KB',
      passed: kilobytes <= 30,
    },
  ]
}

async function readPage(url: string, cookie: string): Promise<Buffer> {
  const answer = await fetch(url, { headers: { cookie }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`)
  return Buffer.from(await answer.arrayBuffer())
}

/** The address of the page that reads nothing, with as many rows as make it as large as the gate. */
async function findTwin(on: Server, cookie: string, bytes: number): Promise<string> {
  const address = (rows: number) => `${on.url}/bench?rows=${rows}`
  const size = async (rows: number) => (await readPage(address(rows), cookie)).length
  const [none, hundred] = [await size(0), await size(100)]
  return address(Math.max(0, Math.round(((bytes - none) / (hundred - none)) * 100)))
}

async function measureStart(): Promise<Row[]> {
  const times: number[] = []
  let memory = 0
  for (let start = 0; start < starts; start++) {
    const began = performance.now()
    const started = await startServer(demo.copy())
    times.push(performance.now() - began)
    if (start === starts - 1) {
      await setTimeout(rest)
      memory = readMemory(started.pid)
    }
    await started.stop()
  }
  const median = times.sort((one, other) => one - other)[Math.floor(starts / 2)] ?? 0
  return [
    {
      what: 'Process start to first healthy answer, demo store',
      measured: `${(median / 1000).toFixed(2)} s`,
      goal: '2 s',
    },
    { what: 'Memory at rest', measured: `${memory.toFixed(0)} MB`, goal: '250 MB' },
  ]
}

/** Resident memory of a process in MB; NaN where the system has no /proc. */
function readMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}
