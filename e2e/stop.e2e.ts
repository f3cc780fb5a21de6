import { readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { sendEvent } from './api.ts'
import { listMissing } from './crash/part.ts'
import { Rig } from './crash/rig.ts'
import { Visitors } from './crash/visitors.ts'
import { expect, onlyInAll, test } from './fixtures.ts'
import { HeldRelay } from './held-relay.ts'
import { launchServer, startServer } from './server.ts'
import { Site } from './site.ts'

const inAll = onlyInAll(
  'tests of the crash and the outbox hold at least once; the server stops under load here',
)

const chunks = resolve(import.meta.dirname, '../.next/static/chunks')

/** Milliseconds between two bytes. */
const trickle = 200
/** A supervisor kills us 10 s after its signal. */
const patience = 10_000
const account = 'poliambulatorio-levante'

const event = (dedupKey: string) => ({
  account,
  category: 'technical',
  dedupKey,
  summary: 'Stopped in the middle',
})

type Delivery = { status: string; attempts: number; due_at: number | null }

/** A server with a notice's mail in progress, because the mail server holds it. */
async function startWithMailInFlight(folder: string) {
  const relay = await HeldRelay.start()
  const server = await startServer(folder, { environment: { SMTP_URL: relay.url } })
  const site = new Site(server, folder)
  site.silenceEndpoints()
  const key = site.makeKey('events:write')
  expect((await sendEvent(site, event('stop'), { key })).status).toBe(202)
  await expect.poll(() => relay.held).toBeGreaterThan(0)
  const deliveries = () =>
    site.rows<Delivery>(
      "select status, attempts, outbox.due_at from outbox join notices on notices.id = notice_id where dedup_key = 'stop'",
    )
  return { relay, server, site, key, deliveries }
}

test('finishes and stores the mail in progress before it stops', async ({ demoStore }) => {
  const { relay, server, site, deliveries } = await startWithMailInFlight(demoStore.copy())
  process.kill(server.pid, 'SIGINT')
  await expect.poll(() => server.log()).toContain('stopping')
  process.kill(server.pid, 'SIGTERM')
  process.kill(server.pid, 'SIGTERM')
  relay.accept()
  const began = Date.now()
  expect(await server.exited).toBe(0)
  expect(Date.now() - began).toBeLessThan(patience)
  expect(new Set(deliveries().map(({ status }) => status))).toEqual(new Set(['accepted']))
  await site.close()
  await relay.close()
})

test(
  'cuts off mail that does not finish, and sends it again at the next start',
  inAll,
  async ({ demoStore }) => {
    const folder = demoStore.copy()
    const { relay, server, site, key, deliveries } = await startWithMailInFlight(folder)
    const events = () => site.rows('select id from events').length
    const known = events()
    const endSlowClients = startSlowClients(Number(new URL(server.url).port), key)
    expect((await sendEvent(site, event('before'), { key })).status).toBe(202)
    const began = Date.now()
    process.kill(server.pid, 'SIGTERM')
    expect(await server.exited).toBe(0)
    expect(Date.now() - began).toBeLessThan(patience)
    endSlowClients()
    expect(events()).toBe(known + 1)
    for (const delivery of deliveries()) {
      expect(delivery).toMatchObject({ status: 'retrying', attempts: 1 })
      expect(delivery.due_at).toBeLessThanOrEqual(Date.now())
    }
    relay.accept()
    const next = await startServer(folder, { environment: { SMTP_URL: relay.url } })
    await expect.poll(() => new Set(deliveries().map(({ status }) => status))).toEqual(new Set(['accepted']))
    await next.stop()
    await site.close()
    await relay.close()
  },
)

test('answers every request and keeps every promise when it stops under load', async () => {
  await Rig.use({ accounts: 100 }, async (rig) => {
    const server = await rig.serve()
    const senders = rig.sendTo(server)
    senders.start()
    const visitors = new Visitors(server.url, { kept: 20, fresh: 4 })
    await expect.poll(() => visitors.visits.length, { timeout: 240_000 }).toBeGreaterThan(200)
    const began = Date.now()
    process.kill(server.pid, 'SIGTERM')
    expect(await server.exited).toBe(0)
    expect(Date.now() - began).toBeLessThan(patience)
    await visitors.waitUntilGone()
    await senders.stop()
    const answers = new Set(visitors.visits.map(({ answer }) => answer))
    // The server stopped listening; the system may reset connections of that very moment.
    expect([200, 'ECONNREFUSED', 'ECONNRESET']).toEqual(expect.arrayContaining([...answers]))
    const resets = visitors.visits.filter(({ answer }) => answer === 'ECONNRESET')
    expect(resets.filter(({ reused }) => reused)).toEqual([])
    expect(resets.length).toBeLessThan(visitors.visits.length / 20)
    expect(visitors.visits.filter(({ last }) => last).length).toBeGreaterThan(0)
    const next = await rig.serve({}, Number(new URL(server.url).port))
    expect(next.pid).not.toBe(server.pid)
    const report = await rig.conclude(senders)
    expect(listMissing(report)).toEqual([])
    expect(report.tried['of them repeated under their Message-ID']).toBe(0)
  })
})

test('leaves the store in order when it stops during its start', inAll, async ({ demoStore }) => {
  const folder = demoStore.copy()
  for (let round = 0; round < 4; round++) {
    const server = await launchServer(folder)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 800))
    const began = Date.now()
    process.kill(server.pid, 'SIGTERM')
    // 143: nothing had begun; 0: an orderly stop after the start; null: before the signal handler.
    expect([0, 143, null]).toContain(await server.exited)
    expect(Date.now() - began).toBeLessThan(patience)
  }
  const next = await startServer(folder)
  await next.stop()
})

/**
 * Two clients that could block a server: one sends an event byte by byte, the other requests a large file again and
 * again without reading it. Returns a function that ends them.
 */
function startSlowClients(port: number, key: string): () => void {
  const [head, body] = [
    'POST /api/v1/events HTTP/1.1',
    '{"account":"slow","category":"technical","summary":"never whole"}',
  ]
  const sender = connect(port, '127.0.0.1')
  sender.write(
    `${head}\r\nhost: a\r\nauthorization: Bearer ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`,
  )
  let sent = 0
  const timer = setInterval(() => sender.write(body.charAt(sent++ % (body.length - 1))), trickle)
  const reader = connect(port, '127.0.0.1').pause()
  reader.write(`GET /_next/static/chunks/${findLargest()} HTTP/1.1\r\nhost: a\r\n\r\n`.repeat(200))
  for (const socket of [sender, reader]) socket.on('error', () => undefined)
  return () => {
    clearInterval(timer)
    sender.destroy()
    reader.destroy()
  }
}

function findLargest(): string {
  const size = (name: string) => statSync(join(chunks, name)).size
  const scripts = readdirSync(chunks).filter((name) => name.endsWith('.js'))
  return scripts.toSorted((one, other) => size(other) - size(one))[0] ?? ''
}
