import { addKey, sendEvent } from './api.ts'
import { expect, test } from './fixtures.ts'
import { HeldRelay } from './held-relay.ts'
import { startServer } from './server.ts'
import { Site } from './site.ts'

/** Whoever stops us kills after 10 s. */
const patience = 10_000
const account = 'poliambulatorio-levante'

type Delivery = { status: string; attempts: number; due_at: number | null }

/** A server whose mail server holds what it gets, with a mail of a notice on its way. */
async function startWithMailInFlight(folder: string) {
  const relay = await HeldRelay.start()
  const server = await startServer(folder, { environment: { SMTP_URL: relay.url } })
  const site = new Site(server, folder)
  const key = addKey(site)
  const event = { account, category: 'technical', dedupKey: 'stop', summary: 'Stopped in the middle' }
  expect((await sendEvent(site, event, { key })).status).toBe(202)
  await expect.poll(() => relay.held).toBeGreaterThan(0)
  const deliveries = () =>
    site.rows<Delivery>(
      "select status, attempts, outbox.due_at from outbox join notices on notices.id = notice_id where dedup_key = 'stop'",
    )
  return { relay, server, site, deliveries }
}

test('what is in flight at SIGTERM is written before the server ends', async ({ demoStore }) => {
  const { relay, server, site, deliveries } = await startWithMailInFlight(demoStore.copy())
  process.kill(server.pid, 'SIGTERM')
  await expect.poll(() => server.log()).toContain('stopping')
  relay.accept()
  const began = Date.now()
  expect(await server.exited).toBe(0)
  expect(Date.now() - began).toBeLessThan(patience / 2)
  expect(new Set(deliveries().map(({ status }) => status))).toEqual(new Set(['accepted']))
  site.close()
  await relay.close()
})

test('what does not come to an end is cut off, and sent again at the next start', async ({ demoStore }) => {
  test.setTimeout(60_000)
  const folder = demoStore.copy()
  const { relay, server, site, deliveries } = await startWithMailInFlight(folder)
  const began = Date.now()
  process.kill(server.pid, 'SIGTERM')
  expect(await server.exited).toBe(0)
  expect(Date.now() - began).toBeLessThan(patience)
  for (const delivery of deliveries()) {
    expect(delivery).toMatchObject({ status: 'retrying', attempts: 1 })
    expect(delivery.due_at).toBeLessThanOrEqual(Date.now())
  }
  relay.accept()
  const next = await startServer(folder, { environment: { SMTP_URL: relay.url } })
  await expect.poll(() => new Set(deliveries().map(({ status }) => status))).toEqual(new Set(['accepted']))
  await next.stop()
  site.close()
  await relay.close()
})
