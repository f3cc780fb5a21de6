import type { LargeStore } from './large-store.ts'
import { staffCookie } from './large-store.ts'
import { measurePages, type PageTimes } from './pages.ts'
import type { Row } from './table.ts'

/** Typical filters, orders and positions of support: many accounts, few, none, from the middle and the end. */
async function listPaths(store: LargeStore): Promise<string[]> {
  const [middle, last] = await Promise.all([cursorAt(store, 0.5), cursorAt(store, 0.9997)])
  const [type] = await store.rows<{ id: string }>(
    'select id from integration_types order by position limit 1',
  )
  const queries = [
    '',
    'sort=-created',
    `after=${middle}`,
    `after=${last}`,
    `before=${last}`,
    'q=aurora',
    'q=giulia+rinaldi',
    'q=reperibilita%40centro',
    'q=nobody-is-called-so',
    'state=review&sort=changed',
    'complete=no&missing=technical',
    'complete=yes&sort=-name',
    'bouncing=yes',
    'unconfirmed=yes&sort=-name',
    'overdue=yes&sort=due',
    'review=yes&sort=review',
    `state=live&reach=unanswered&type=${type?.id}`,
    'state=disabled&complete=no&bouncing=yes',
    'q=trattoria&state=paused&sort=-changed',
  ]
  return queries.map((query) => `/admin/accounts${query ? `?${query}` : ''}`)
}

/** The cursor behind the accounts where notices wait, by name, as in the page's URL (lib/accounts/search/list.ts). */
async function cursorAt(store: LargeStore, share: number): Promise<string> {
  const sql = 'select name_key, slug from accounts order by name_key, slug limit 1 offset ?'
  const [row] = await store.rows<{ name_key: string; slug: string }>(sql, Math.floor(store.accounts * share))
  return encodeURIComponent(`${row?.slug}..${row?.name_key}`)
}

/** Measures the pages of the accounts' table without other load. */
export async function timeAccountsTable(
  store: LargeStore,
): Promise<{ table: PageTimes; programme: PageTimes }> {
  const paths = await listPaths(store)
  const cookie = await staffCookie(store)
  const server = await store.start({ WORKER: 'off' })
  try {
    return {
      table: await measurePages(server.url, cookie, paths),
      programme: await measurePages(server.url, cookie, ['/admin/programme', '/admin/programme?span=year']),
    }
  } finally {
    await server.stop()
  }
}

const longest = 150
const mostTimes = 1.5

/** Compares the times with many accounts to those with few, in the same run. */
export function compareTables(
  store: LargeStore,
  large: Awaited<ReturnType<typeof timeAccountsTable>>,
  small: Awaited<ReturnType<typeof timeAccountsTable>>,
): Row[] {
  const of = `${store.accounts.toLocaleString('en')} accounts, ${store.engine}`
  const ratio = large.table.p95 / small.table.p95
  const [slowest] = large.table.each
  return [
    {
      what: `Accounts' table, filtered and sorted, 95th percentile; ${of} (slowest: ${slowest?.path} ${slowest?.p95.toFixed(0)} ms)`,
      measured: `${large.table.p95.toFixed(0)} ms`,
      goal: `≤ ${longest} ms`,
      passed: large.table.p95 <= longest,
    },
    {
      what: `The same against 1,000 accounts (${large.table.p95.toFixed(0)} : ${small.table.p95.toFixed(0)} ms)`,
      measured: `${ratio.toFixed(2)} ×`,
      goal: `≤ ${mostTimes} ×`,
      passed: ratio <= mostTimes,
    },
    {
      what: `The programme at a glance, 95th percentile; ${of}`,
      measured: `${large.programme.p95.toFixed(0)} ms`,
      goal: `≤ ${longest} ms`,
      passed: large.programme.p95 <= longest,
    },
  ]
}
