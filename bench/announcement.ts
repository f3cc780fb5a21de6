import { setTimeout } from 'node:timers/promises'
import { hiddenFields } from '../e2e/form-post.ts'
import { type LargeStore, staffCookie } from './large-store.ts'
import { settle, watchPage } from './pages.ts'
import { runSink } from './run-sink.ts'
import type { Row } from './table.ts'

const audience = { type: 'ordering-redirect' }
const longestQueueing = 5000
const longestPage = 200
const limit = 60_000

type Standing = { state: string; done: number }

/**
 * Measures how soon an announcement to some ten thousand accounts is queued after the button, and how slow another page
 * gets while the list is made and while it is sent.
 */
export async function measureAnnouncement(store: LargeStore): Promise<Row[]> {
  const cookie = await staffCookie(store)
  const id = crypto.randomUUID()
  await insertDraft(store, id)
  // Mail goes to its own mail server during the measurement.
  const sink = await runSink()
  const server = await store.start({ SMTP_URL: sink.url })
  const page = `/admin/announcements/${id}`
  const other = `${server.url}/admin/cases`
  try {
    await settle(server.url, cookie)
    const watch = watchPage(other, cookie)
    await press(server.url, page, 'preview', cookie)
    await until(store, id, 'ready')
    const whileFrozen = await watch.stop()
    const frozen = await store.rows<{ accounts: number }>(
      'select count(*) as accounts from announcement_accounts where announcement_id = ?',
      id,
    )
    const accounts = Number(frozen[0]?.accounts)
    const sending = watchPage(other, cookie)
    const began = performance.now()
    await press(server.url, `${page}/send`, 'send', cookie)
    await until(store, id, 'sent')
    const took = performance.now() - began
    const whileSent = await sending.stop()
    const slowest = Math.max(whileFrozen.longest, whileSent.longest)
    const pages = whileFrozen.pages + whileSent.pages
    const of = `${accounts.toLocaleString('en')} accounts, ${store.engine}`
    return [
      {
        what: `An announcement is queued, to ${of}`,
        measured: `${(took / 1000).toFixed(1)} s`,
        goal: `< ${longestQueueing / 1000} s for 10,000`,
        passed: took * (10_000 / Math.max(accounts, 10_000)) < longestQueueing,
      },
      {
        what: `The slowest of ${pages} other pages meanwhile: ${whileFrozen.longest.toFixed(0)} ms while it is frozen, ${whileSent.longest.toFixed(0)} ms while it is sent, ${store.engine}`,
        measured: `${slowest.toFixed(0)} ms`,
        goal: `≤ ${longestPage} ms`,
        passed: slowest <= longestPage,
      },
    ]
  } finally {
    await server.stop()
    sink.close()
  }
}

async function insertDraft(store: LargeStore, id: string): Promise<void> {
  const text = {
    summary: 'The old ordering API ends on 1 March',
    details: 'Version 1 stops answering on 1 March. Your integration still calls it.',
    meaning: '',
    remedy: 'Move to version 2.',
  }
  const [author] = await store.rows<{ user_id: string }>('select user_id from staff limit 1')
  await store.change(
    `insert into announcements (id, state, category, severity, texts, links, audience, created_by, created_at)
     values (?, 'draft', 'technical', 'warning', ?, '[]', ?, ?, ?)`,
    id,
    JSON.stringify({ en: text, it: text }),
    JSON.stringify(audience),
    author?.user_id,
    Date.now(),
  )
}

/** Presses a button of a page as a browser without JavaScript does. */
async function press(url: string, path: string, form: string, cookie: string): Promise<void> {
  const html = await (await fetch(`${url}${path}`, { headers: { cookie } })).text()
  const found = html.match(/<form.*?<\/form>/gs)?.find((one) => one.slice(0, 300).includes(`id="${form}"`))
  if (!found) throw new Error(`${path} has no form "${form}".`)
  const body = new FormData()
  for (const [name, value] of Object.entries(hiddenFields(found))) body.append(name, value)
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: url },
    body,
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`Pressing "${form}" was answered ${answer.status}.`)
}

async function until(store: LargeStore, id: string, state: string): Promise<void> {
  for (const ends = Date.now() + limit; Date.now() < ends; await setTimeout(20)) {
    const [now] = await store.rows<Standing>('select state, done from announcements where id = ?', id)
    if (now?.state === state) return
  }
  throw new Error(`The announcement did not come to be ${state}.`)
}
