import type { Server } from '../e2e/server.ts'
import { type LargeStore, staffCookie } from './large-store.ts'
import { percentile, settle, timePage } from './pages.ts'
import { measureRequests } from './requests.ts'
import type { Row } from './table.ts'

const account = 'poliambulatorio-levante'
const paths = {
  page: `/brands/${account}`,
  json: `/api/v1/accounts/${account}/brand-support`,
}
const rounds = 3
const goal = 0.7

/** Measures the brand page and its JSON against answers of the same size that read nothing. */
export async function measureBrand({ url }: Server): Promise<Row[]> {
  return [
    await compare(url, paths.page, 'Brand page', ''),
    await compare(url, paths.json, 'Brand support as JSON', '?json'),
    await compareUnchanged(url),
  ]
}

async function compare(url: string, path: string, name: string, kind: string): Promise<Row> {
  const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`)
  const bytes = (await answer.arrayBuffer()).byteLength
  const { own, twin } = await takeTurns(
    () => measureRequests(`${url}${path}`, '', { seconds: 2 }),
    () => measureRequests(`${url}/api/bench/page/${bytes}${kind}`, '', { seconds: 2 }),
  )
  const size = bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`
  return {
    what: `${name}, requests a second, against the same ${size} that read nothing (${own.toFixed(0)} : ${twin.toFixed(0)})`,
    measured: (own / twin).toFixed(2),
    goal: `≥ ${goal.toFixed(2)}`,
    passed: own / twin >= goal,
  }
}

/** Compares 304 for a known page with the page itself. */
async function compareUnchanged(url: string): Promise<Row> {
  const answer = await fetch(`${url}${paths.page}`, { headers: { 'accept-encoding': 'identity' } })
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '' }
  const { own, twin } = await takeTurns(
    () => measureRequests(`${url}${paths.page}`, '', { seconds: 2, headers, unchanged: true }),
    () => measureRequests(`${url}${paths.page}`, '', { seconds: 2 }),
  )
  return {
    what: `Brand page, unchanged (304), requests a second, against the whole of it (${own.toFixed(0)} : ${twin.toFixed(0)})`,
    measured: (own / twin).toFixed(2),
    goal: '≥ 1.00',
    passed: own >= twin,
  }
}

type Measure = () => Promise<{ perSecond: number }>

/** Alternates the two several times, so that other load of the machine affects both; answers the medians. */
async function takeTurns(own: Measure, twin: Measure): Promise<{ own: number; twin: number }> {
  const seen: { own: number[]; twin: number[] } = { own: [], twin: [] }
  for (let round = 0; round < rounds; round++) {
    seen.twin.push((await twin()).perSecond)
    seen.own.push((await own()).perSecond)
  }
  return { own: percentile(seen.own, 0.5), twin: percentile(seen.twin, 0.5) }
}

const asked = 400
const longest = 50

/** Measures first requests for pages of many brands, with this many accounts. */
export async function measureManyBrands(store: LargeStore): Promise<Row[]> {
  const found = await store.rows<{ slug: string }>(
    "select slug from accounts where state in ('live', 'paused') and first_complete_at is not null order by id limit ?",
    asked + 1,
  )
  const cookie = await staffCookie(store)
  const server = await store.start()
  try {
    await settle(server.url, cookie)
    const rows: Row[] = []
    for (const [what, path] of [
      ['Brand pages', (slug: string) => `/brands/${slug}`],
      ['Brand support as JSON', (slug: string) => `/api/v1/accounts/${slug}/brand-support`],
    ] as const) {
      const [first, ...others] = found.map(({ slug }) => `${server.url}${path(slug)}`)
      await timePage(first ?? '', '')
      const times: number[] = []
      for (const url of others) times.push(await timePage(url, ''))
      const p95 = percentile(times, 0.95)
      rows.push({
        what: `${what} of ${others.length} brands among ${store.accounts.toLocaleString('en')} accounts, each for the first time, 95th percentile, ${store.engine}`,
        measured: `${p95.toFixed(1)} ms`,
        goal: `< ${longest} ms`,
        passed: p95 < longest,
      })
    }
    return rows
  } finally {
    await server.stop()
  }
}
