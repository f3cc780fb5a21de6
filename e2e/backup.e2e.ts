import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { findPort } from '../tests/port.ts'
import { startPostgres } from '../tests/postgres-server.ts'
import { createDatabase } from './crash/database.ts'
import { findBroken } from './crash/findings.ts'
import { logo, vector } from './crash/logo.ts'
import { Senders } from './crash/sender.ts'
import { CrashSink } from './crash/sink.ts'
import { fillCrashStore, viewSqlite } from './crash/store.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { codeIn, readMailbox, waitForMail } from './mailbox.ts'
import { runCommand, startServer } from './server.ts'
import { askForCode, enterCode } from './site.ts'

// It starts its own servers.
test.use({ baseURL: undefined })

const accounts = 40
const person = 'member-0@crash.example'

async function recapito(words: string[], environment: Record<string, string>): Promise<string> {
  const { code, said } = await runCommand(words, environment)
  if (code !== 0) throw new Error(`It ended with ${code}:\n${said}`)
  return said
}

async function signIn(page: Page, url: string): Promise<void> {
  const known = new Set((await readMailbox(url)).map(({ id }) => id))
  await askForCode(page, person, `${url}/sign-in`)
  await enterCode(page, codeIn(await waitForMail(url, person, known)))
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
}

const withoutLoad = onlyInAll('db/backup backs up, restores and moves stores that nothing else uses')

test('a backup under load keeps every promise after restoring and moving', withoutLoad, async ({ page }) => {
  test.slow()
  const base = mkdtempSync(join(tmpdir(), 'recapito-drill-'))
  try {
    await drill(page, base)
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
})

/** Expects the programme's pictures as they were stored, and a page that shows them in its accent colour. */
async function expectLook(page: Page, url: string): Promise<void> {
  for (const [file, bytes] of [
    [`/look/${logo.id}/logo.png`, logo.bytes],
    [`/look/${vector.id}/logo.svg`, vector.bytes],
  ] as const) {
    const answer = await page.request.get(url + file)
    expect((await answer.body()).equals(bytes), file).toBe(true)
  }
  await page.goto(`${url}/sign-in`)
  await expect(page.locator(`header img[src="/look/${vector.id}/logo.svg"]`)).toBeVisible()
  await expect(page.locator('link[rel="apple-touch-icon"]')).toHaveAttribute('href', new RegExp(logo.id))
  await expect(page.locator('html')).toHaveAttribute('data-accent', '7a0044-ffd600')
}

async function drill(page: Page, base: string): Promise<void> {
  const [old, fresh] = [join(base, 'old'), join(base, 'new')]
  const key = await fillCrashStore(old, accounts)
  const sink = await CrashSink.start()
  const port = await findPort()
  const environment = { SMTP_URL: sink.url, LOG_LEVEL: 'warn' }
  const server = await startServer(old, { port, environment })
  const senders = new Senders(server.url, key, accounts)
  senders.start()
  await senders.waitUntilAccepted(60)
  const promised = { triggered: new Set(senders.triggered), resolved: new Set(senders.resolved) }
  const file = join(base, 'backup.sqlite')
  const said = await recapito(['backup', file], { DATA_DIR: old })
  expect(said).toMatch(
    /schema \d+, [\d,]+ rows in \d+ tables, [\d,]+ bytes, verified\n {2}SHA-256 [0-9a-f]{64}/,
  )
  const during = senders.triggered.size
  expect(during).toBeGreaterThan(promised.triggered.size)
  await server.stop()
  await senders.stop()

  expect(await recapito(['restore', file], { DATA_DIR: fresh })).toMatch(
    /is restored in .*verified with its SHA-256/,
  )
  const second = await startServer(fresh, { environment })
  await expectLook(page, second.url)
  const store = viewSqlite(fresh)
  const waiting = () => store.count('select count(*) as count from outbox where due_at is not null')
  await expect.poll(waiting, { timeout: 240_000 }).toBe(0)
  const known = new Set((await store.rows<{ id: string }>('select id from outbox')).map(({ id }) => id))
  const arrivals = sink.arrivals.filter(({ deliveryId }) => known.has(deliveryId))
  expect(Object.values(await findBroken(store, promised, arrivals)).flat()).toEqual([])
  expect(await store.rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  const people = await store.count('select count(*) as count from users')
  await store.close()
  await second.stop()
  await sink.close()

  // The killed server leaves a write-ahead log, which the move must include.
  const postgres = await startPostgres()
  try {
    await createDatabase(postgres, 'moved')
    const there = { DATABASE_URL: postgres.url('moved') }
    const moved = await recapito(['move'], { DATA_DIR: fresh, ...there })
    expect(moved).toMatch(new RegExp(`^users +[0-9a-f]{12} +yes +${people}$`, 'm'))
    expect(moved).toMatch(/rows in \d+ tables of .* are now in PostgreSQL at 127\.0\.0\.1:\d+\/moved/)
    expect(moved).not.toContain(new URL(there.DATABASE_URL).password)
    const third = await startServer(fresh, { environment: there })
    await expectLook(page, third.url)
    await signIn(page, third.url)
    await expect(page).toHaveURL(/\/accounts\/crash-0/)
    const sent = await fetch(`${third.url}/api/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ account: 'crash-1', category: 'emergency', summary: 'After the move' }),
    })
    expect(sent.status).toBe(202)
    const inUse = recapito(['restore', file], there)
    await expect(inUse).rejects.toThrow(
      /The store is in use: \d+ Recapito connections? from 127\.0\.0\.1\. Stop all servers first\./,
    )
    await third.stop()
  } finally {
    await postgres.stop()
  }
}
