import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { day } from '#/lib/platform/values/clock.ts'
import { type LargeStore, staffCookie } from './large-store.ts'
import { settle, watchPage } from './pages.ts'
import { runSink } from './run-sink.ts'
import type { Row } from './table.ts'

const program = join(import.meta.dirname, 'run-jobs.ts')
/** The jobs that search all accounts for due work. */
const jobs = [
  'due reminders',
  'confirmations',
  'escalations',
  'bouncing addresses',
  'reviews',
  'review dates',
  'drills',
  'drill dates',
]
const longestRun = 1000
const longestPage = 200
const watched = 40_000

/** Measures each scheduling job with nothing, some, or a week's worth due, and a page during the run. */
export async function measureScheduling(store: LargeStore): Promise<Row[]> {
  const rows: Row[] = []
  const aWeek = Math.round((store.accounts * 7) / 180)
  for (const due of [0, 500, aWeek]) {
    await makeDue(store, due)
    const took = await runJobs(store)
    const [slowest = '', longest = 0] = Object.entries(took).sort((one, other) => other[1] - one[1])[0] ?? []
    rows.push({
      what: `One run of each scheduling job, ${due.toLocaleString('en')} accounts due of each; the longest, "${slowest}", ${store.engine}`,
      measured: `${longest.toFixed(0)} ms`,
      goal: `< ${longestRun} ms`,
      passed: longest < longestRun,
    })
  }
  rows.push(await watchPages(store, aWeek))
  return rows
}

/** Makes exactly so many accounts due for each job, with no turn taken. */
async function makeDue(store: LargeStore, due: number): Promise<void> {
  const at = Date.now()
  await store.change('delete from turns')
  const dates: [string, string][] = [
    ['review_mail_due_at', 'review_mail_due_at is not null'],
    ['drill_due_at', "state = 'live'"],
    ['due_reminder_at', 'due_at is not null'],
  ]
  for (const [column, where] of dates) {
    await store.change(`update accounts set ${column} = ? where ${where}`, at + 30 * day)
    await store.change(
      `update accounts set ${column} = ? where id in (select id from accounts where ${where} limit ${due})`,
      at - day,
    )
  }
  await store.change('update confirmations set mail_due_at = ? where mail_due_at is not null', at + 30 * day)
  await store.change(
    `update confirmations set mail_due_at = ? where id in (select id from confirmations where mail_due_at is not null limit ${due})`,
    at - day,
  )
}

async function runJobs(store: LargeStore): Promise<Record<string, number>> {
  const child = spawn(process.execPath, ['--conditions=react-server', program, ...jobs], {
    env: {
      PATH: process.env.PATH,
      RECAPITO_MODE: 'demo',
      STAFF_PASSKEYS: 'optional',
      NODE_ENV: 'production',
      ...store.environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const code = await new Promise((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) throw new Error(`The jobs failed (${code}).`)
  return JSON.parse(said)
}

/** Makes a week's worth due under a server while somebody reads a page; each job gets a turn or several. */
async function watchPages(store: LargeStore, due: number): Promise<Row> {
  await makeDue(store, 0)
  const cookie = await staffCookie(store)
  const sink = await runSink()
  const server = await store.start({ SMTP_URL: sink.url })
  try {
    await settle(server.url, cookie)
    const watch = async () => {
      const watching = watchPage(`${server.url}/admin/cases`, cookie)
      await setTimeout(watched)
      return watching.stop()
    }
    const quiet = await watch()
    await makeDue(store, due)
    const busy = await watch()
    return {
      what: `The slowest of ${busy.pages} pages while the jobs catch up with a week switched off, ${store.engine} (${quiet.longest.toFixed(0)} ms where nothing is due)`,
      measured: `${busy.longest.toFixed(0)} ms`,
      goal: `≤ ${longestPage} ms`,
      passed: busy.longest <= longestPage,
    }
  } finally {
    await server.stop()
    sink.close()
  }
}
