import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { expect, onlyInAll, test } from './fixtures.ts'
import { launchServer, runCommand, storeFile } from './server.ts'

const inAll = onlyInAll('db/store refuses such places in words; the first test reads such a message')

/** Root can write everywhere, so a read-only file stops it only after it drops that right. */
const asOthers = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []

/** Milliseconds. */
const patience = 1000

/** Starts a server that cannot start; returns its output. */
async function startFailing(folder: string, environment: Record<string, string> = {}): Promise<string> {
  const server = await launchServer(folder, { environment: { LOG_LEVEL: 'warn', ...environment } })
  expect(await server.exited).toBe(1)
  return server.log()
}

/** One or two sentences, no stack, and nothing of ours before them. */
function expectPlain(said: string, words: RegExp): void {
  expect(said).toMatch(words)
  expect(said).not.toMatch(/^\s+at /m)
  expect(said).not.toContain('node_modules')
}

test('reports a damaged or unreachable store in one plain message', async ({ demoStore }) => {
  const folder = demoStore.copy()
  const damaged = join(folder, 'damaged')
  mkdirSync(damaged)
  writeFileSync(storeFile(damaged), 'This is a letter. '.repeat(1000))
  const [ofDamaged, ofPostgres] = await Promise.all([
    startFailing(damaged),
    startFailing(folder, { DATABASE_URL: 'postgres://recapito:secret-word@127.0.0.1:1/none' }),
  ])
  expectPlain(ofDamaged, /is damaged, or is not a Recapito store: .*restore a backup/)
  expectPlain(ofPostgres, /PostgreSQL cannot be reached: .*Check the host and port in DATABASE_URL/)
  expect(ofPostgres).not.toContain('secret-word')
})

test('reports a port in use, and an address of another machine', async () => {
  const running = createServer().listen(0, '127.0.0.1')
  await once(running, 'listening')
  const taken = (running.address() as AddressInfo).port
  const startAt = async (HOST: string, port: number) => {
    const server = await launchServer(tmpdir(), { program: 'scripts/start.ts', port, environment: { HOST } })
    expect(await server.exited).toBe(1)
    return server.log()
  }
  const [ofPort, ofHost] = await Promise.all([startAt('127.0.0.1', taken), startAt('192.0.2.1', taken)])
  running.close()
  expectPlain(
    ofPort,
    new RegExp(`^Port ${taken} is in use\\. Stop the process that uses it, or choose another`),
  )
  expectPlain(ofHost, /^192\.0\.2\.1 is not an address of this machine\. HOST=0\.0\.0\.0 listens/)
})

test('reports a file, folder or place that it cannot write', inAll, async ({ demoStore }) => {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-start-'))
  try {
    const ofFile = demoStore.copy()
    chmodSync(storeFile(ofFile), 0o444)
    const ofFolder = demoStore.copy()
    chmodSync(ofFolder, 0o555)
    chmodSync(folder, 0o555)
    const all = await Promise.all(
      [ofFile, ofFolder, join(folder, 'deep')].map((each) =>
        // Of the commands, this one may make a store.
        runCommand(['seed', '--accounts', '1'], { DATA_DIR: each }, asOthers),
      ),
    )
    for (const { code, said } of all) {
      expect(code, said).toBe(1)
      expectPlain(said, /is read-only\.|cannot be created: permission denied/)
      expect(said.trim().split('\n')).toHaveLength(1)
    }
    expect(all[2]?.said).toMatch(/The folder .*deep cannot be created: permission denied\./)
    chmodSync(ofFolder, 0o755)
  } finally {
    chmodSync(folder, 0o755)
    rmSync(folder, { recursive: true, force: true })
  }
})

test('answers 503 in words until it has migrated the store of an older version, then serves it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recapito-migrating-'))
  const older = new URL('../tests/fixtures/stores/0.5.0.sqlite.gz', import.meta.url)
  writeFileSync(storeFile(folder), gunzipSync(readFileSync(older)))
  // The migration waits for this lock.
  const held = new Sqlite(storeFile(folder))
  held.exec('BEGIN IMMEDIATE')
  const server = await launchServer(folder)
  try {
    const ask = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init)
    const health = async () => {
      // Next keeps a request of the first moment waiting until the end.
      const answer = await ask('/api/health', { signal: AbortSignal.timeout(patience) }).catch(
        () => undefined,
      )
      return `${answer?.status} ${await answer?.text().catch(() => '')}`
    }
    await expect
      .poll(health, { timeout: 120_000 })
      .toMatch(/^503 \{"status":"migrating","version":"[\d.]+"(,"commit":"[^"]+")?\}$/)
    const [event, page] = await Promise.all([
      ask('/api/v1/events', { method: 'POST', body: '{}' }),
      ask('/sign-in', { headers: { 'accept-language': 'it' } }),
    ])
    for (const answer of [event, page]) {
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(await event.json()).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/Nothing was accepted/),
    })
    expect(await page.text()).toContain('<h1>Il portale si sta aggiornando</h1>')
    held.close()
    await server.ready()
    await expect.poll(health).toMatch(/^200 .*"status":"ok"/)
    expect(server.log()).toContain('the store was migrated')
  } finally {
    held.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
