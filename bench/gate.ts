import { gzipSync } from 'node:zlib'
import type { Server } from '../e2e/server.ts'
import { measureBareScripts } from './bare.ts'
import { measureRequests } from './requests.ts'
import { measureScripts } from './scripts-size.ts'
import type { Row } from './table.ts'

export const gatePath = '/accounts/clinica-aurora/onboarding'

/** Measures the gate's page against pages that do nothing. */
export async function measureGate(on: Server, cookie: string): Promise<Row[]> {
  const gate = `${on.url}${gatePath}`
  const html = await readPage(gate, cookie)
  const twin = await findTwin(on, cookie, html.length)
  const twinLoad = await measureRequests(twin, cookie)
  const gateLoad = await measureRequests(gate, cookie)
  const ratio = gateLoad.perSecond / twinLoad.perSecond
  const scripts = (await measureScripts(gate, cookie)) / (await measureBareScripts())
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

/** The URL of the page that reads nothing, with enough rows to be as large as the gate. */
async function findTwin(on: Server, cookie: string, bytes: number): Promise<string> {
  const address = (rows: number) => `${on.url}/bench?rows=${rows}`
  const size = async (rows: number) => (await readPage(address(rows), cookie)).length
  const [none, hundred] = [await size(0), await size(100)]
  return address(Math.max(0, Math.round(((bytes - none) / (hundred - none)) * 100)))
}
