import { readFileSync } from 'node:fs'
import { sendEvent } from './api.ts'
import { tech } from './demo.ts'
import { expect, test } from './fixtures.ts'
import { startServer } from './server.ts'
import type { Site } from './site.ts'

// Metrics are counted in the server's memory.
test.use({ sharesServer: false })

const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'Feed error rate 23%' }

async function scrape(url: string, key: string): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${key}` } })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() }
}

/** The value of a sample, by its Prometheus name and labels. */
function readSample(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `))
  return line === undefined ? undefined : Number(line.slice(sample.length + 1))
}

const settled = (site: Site) => () =>
  site.rows("select id from outbox where recipient = 'tech@levante.example' and status = 'sending'").length

test('Prometheus reads the counts of events, sent mail and waiting work', async ({ site }) => {
  const key = site.addSource({ name: 'A "quoted"\nname', scopes: ['events:write', 'metrics:read'] })
  const label = 'source="A \\"quoted\\"\\nname"'
  await sendEvent(site, [event, { ...event, summary: 'Another' }], { key })
  await sendEvent(site, { ...event, account: 'nobody' }, { key })
  await sendEvent(site, event, { key: 'x'.repeat(32) })
  await site.mailTo(tech)
  await site.mailTo(tech)
  await expect.poll(settled(site)).toBe(0)

  const read = () => scrape(site.url, key)
  const { status, type, text } = await read()
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  expect(readSample(text, `recapito_events_total{${label},answer="202"}`)).toBe(2)
  expect(readSample(text, `recapito_events_total{${label},answer="422"}`)).toBe(1)
  expect(readSample(text, 'recapito_events_total{source="(unknown key)",answer="401"}')).toBe(1)
  expect(readSample(text, 'recapito_deliveries_total{status="accepted"}')).toBe(2)
  expect(readSample(text, 'recapito_event_accepted_seconds_count')).toBe(2)
  expect(readSample(text, 'recapito_event_accepted_seconds_sum')).toBeGreaterThan(0)
  expect(readSample(text, 'recapito_event_accepted_seconds_bucket{le="21600"}')).toBe(2)
  expect(readSample(text, 'recapito_deliveries_waiting{status="queued"}')).toBe(0)
  const { version, commit } = JSON.parse(readFileSync('.next/standalone/version.json', 'utf8'))
  const build = `recapito_build_info{version="${version}",commit="${commit || '(unknown)'}"}`
  expect(readSample(text, build)).toBe(1)
  const first =
    site.server
      .log()
      .split('\n')
      .find((line) => line.startsWith('{')) ?? ''
  expect(JSON.parse(first)).toMatchObject({ version, ...(commit && { commit }), msg: 'starting' })
  const health = await fetch(`${site.url}/api/health`)
  expect(await health.json()).toMatchObject({ version })
  expect(readSample(text, 'process_resident_memory_bytes')).toBeGreaterThan(1e6)
  expect(text).not.toMatch(/@|levante|Feed error/i)

  site.change(
    "update outbox set status = 'retrying', due_at = ?, created_at = ? where recipient = 'tech@levante.example' and notice_id is not null and settled_at > ?",
    Date.now() + 3_600_000,
    Date.now() - 90_000,
    Date.now() - 60_000,
  )
  const waiting = (await read()).text
  expect(readSample(waiting, 'recapito_deliveries_waiting{status="retrying"}')).toBe(2)
  expect(
    readSample(waiting, 'recapito_deliveries_oldest_waiting_seconds{status="retrying"}'),
  ).toBeGreaterThan(89)

  // Only keys with the scope can read metrics.
  expect((await fetch(`${site.url}/api/metrics`)).status).toBe(401)
  expect((await scrape(site.url, site.makeKey('events:write'))).status).toBe(403)
  expect((await fetch(`${site.url}/api/metrics`, { method: 'POST' })).status).toBe(405)
})

test.describe('with a separate worker process', () => {
  test.use({ serverEnvironment: { WORKER: 'off' } })

  test('gives the worker its own metrics and no other endpoint', async ({ site }) => {
    const key = site.addSource({ scopes: ['events:write', 'metrics:read'] })
    await sendEvent(site, event, { key })
    const [database] = site.rows<{ file: string }>('pragma database_list')
    const folder = database?.file.replace(/\/[^/]+$/, '') ?? ''
    const worker = await startServer(folder, { environment: { WORKER: 'only' } })
    try {
      const accepted = async () =>
        readSample((await scrape(worker.url, key)).text, 'recapito_event_accepted_seconds_count')
      await expect.poll(accepted).toBe(1)
      expect(readSample((await scrape(site.url, key)).text, 'recapito_event_accepted_seconds_count')).toBe(0)
      for (const path of ['/api/v1/events', '/api/v1/bounces', '/api/v1/nothing']) {
        const answer = await fetch(`${worker.url}${path}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}` },
        })
        expect(answer.status, path).toBe(404)
      }
    } finally {
      await worker.stop()
    }
  })
})
