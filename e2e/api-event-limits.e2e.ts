import Sqlite from 'better-sqlite3'
import { payload, sendEvent } from './api.ts'
import { expect, test } from './fixtures.ts'

const event = { account: 'poliambulatorio-levante', category: 'technical', summary: 'Feed error rate 23 %' }

test.describe('with a limit of one event a second', () => {
  test.use({ serverEnvironment: { EVENTS_PER_SECOND: '1' } })

  test('refuses events over the limit, and Alertmanager retries', async ({ site }) => {
    const key = site.makeKey('events:write')
    const other = site.makeKey('events:write')
    const batch = Array.from({ length: 500 }, (_, number) => ({ ...event, dedupKey: `n${number}` }))
    expect((await sendEvent(site, batch, { key })).status).toBe(202)
    const alerts = payload('alertmanager-firing.json')
    const trigger = payload('pagerduty-trigger.json', key)
    for (const [path, body, header, status] of [
      ['/api/v1/events', event, key, 429],
      ['/api/v1/events', alerts, key, 503],
      ['/api/v1/events/alertmanager', alerts, key, 503],
      ['/api/v1/events/alertmanager', 'not JSON', key, 503],
      ['/api/v1/events/pagerduty', trigger, undefined, 429],
      ['/api/v1/events', trigger, undefined, 429],
    ] as const) {
      const answer = await sendEvent(site, body, { path, ...(header && { key: header }) })
      expect(answer.status, path).toBe(status)
      expect(Number(answer.headers.get('retry-after')), path).toBeGreaterThan(400)
    }
    const throttled = await sendEvent(site, trigger, { path: '/api/v1/events/pagerduty' })
    expect(throttled.body.status).toBe('throttle exceeded')
    expect((await sendEvent(site, event, { key: other })).status).toBe(202)
  })
})

test.describe('without another writer', () => {
  // The store waits 5 seconds for its lock, and the worker's writes would add to that.
  test.use({ serverEnvironment: { WORKER: 'off' } })

  test('answers 503 while another process locks the store', async ({ site }) => {
    const key = site.makeKey('events:write')
    const [database] = site.rows<{ file: string }>('pragma database_list')
    const holder = new Sqlite(database?.file ?? '')
    holder.exec('begin immediate')
    const answer = await sendEvent(site, event, { key })
    holder.exec('rollback')
    holder.close()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await sendEvent(site, event, { key })).status).toBe(202)
  })
})
