import { payload, sendEvent } from './api.ts'
import { expect, test } from './fixtures.ts'

test.use({ sharesServer: true })

const levante = 'poliambulatorio-levante'
const paths = ['', '/alertmanager', '/pagerduty', '/cloudevents'].map((path) => `/api/v1/events${path}`)
const [any = '', alertmanager = '', pagerduty = '', cloudevents = ''] = paths

test('takes events of every format, on the common path and on their own', async ({ site }) => {
  const key = site.makeKey('events:write')
  const sent: [
    string,
    string,
    { path?: string; type?: string; headers?: Record<string, string> },
    unknown,
  ][] = [
    ['native.json', 'native', {}, ['opened']],
    ['alertmanager-firing.json', 'alertmanager', { path: alertmanager }, ['opened', 'unroutable']],
    ['alertmanager-firing.json', 'alertmanager', {}, ['joined', 'joined']],
    ['alertmanager-mixed.json', 'alertmanager', {}, ['resolved', 'joined']],
    ['alertmanager-resolved.json', 'alertmanager', { path: alertmanager }, ['ignored']],
    ['grafana.json', 'alertmanager', { path: alertmanager }, ['opened', 'ignored']],
    ['cloudevent-structured.json', 'cloudevents', { type: 'application/cloudevents+json' }, ['joined']],
    [
      'cloudevent-batch.json',
      'cloudevents',
      { type: 'application/cloudevents-batch+json', path: cloudevents },
      ['opened', 'ignored'],
    ],
  ]
  for (const [name, format, sending, outcomes] of sent) {
    const answer = await sendEvent(site, payload(name), { key, ...sending })
    expect(answer.status, `${name} ${answer.text}`).toBe(202)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(
      answer.body.events.map(({ outcome }) => outcome),
      name,
    ).toEqual(outcomes)
    const kept = site.rows<{ format: string }>('select format from events order by id desc limit 1')
    expect(kept, name).toEqual([{ format }])
  }
  const binary = await sendEvent(
    site,
    { summary: 'No feed for a day' },
    {
      key,
      path: cloudevents,
      headers: {
        'ce-specversion': '1.0',
        'ce-id': 'b-1',
        'ce-source': '/feeds/monitor',
        'ce-type': 'net.example.feeds.technical',
        'ce-subject': levante,
      },
    },
  )
  expect(binary.body.events).toMatchObject([{ outcome: 'opened', dedupKey: '/feeds/monitor b-1' }])
})

test('accepts PagerDuty’s key in the body and answers in PagerDuty’s format', async ({ site }) => {
  const key = site.makeKey('events:write')
  for (const path of [pagerduty, any]) {
    for (const name of ['pagerduty-trigger.json', 'pagerduty-acknowledge.json', 'pagerduty-resolve.json']) {
      const answer = await sendEvent(site, payload(name, key), { path })
      expect(answer, `${path} ${name}`).toMatchObject({
        status: 202,
        body: { status: 'success', dedup_key: 'samplekeyhere' },
      })
    }
  }
  const stray = { headers: { authorization: 'Bearer not-ours' }, path: pagerduty }
  expect((await sendEvent(site, payload('pagerduty-trigger.json', key), stray)).status).toBe(202)

  const unnamed = {
    routing_key: key,
    event_action: 'trigger',
    payload: { summary: 'x', source: 'y', severity: 'info' },
  }
  const made = await sendEvent(site, unnamed, { path: pagerduty })
  expect(made.body.dedup_key).toMatch(/^[\w-]{20,}$/)

  const refused: [object, number, string, string][] = [
    [{ ...unnamed, routing_key: 'k'.repeat(32) }, 401, 'invalid key', ''],
    [{ ...unnamed, routing_key: site.addSource({ scopes: ['metrics:read'] }) }, 403, 'invalid key', ''],
    [{ routing_key: key, event_action: 'resolve' }, 400, 'invalid event', 'dedup_key'],
  ]
  for (const [body, status, word, named] of refused) {
    const answer = await sendEvent(site, body, { path: pagerduty })
    expect(answer, JSON.stringify(body)).toMatchObject({ status, body: { status: word } })
    expect(answer.text).toContain(named)
  }
  const stored = JSON.stringify([site.rows('select * from notices'), site.rows('select * from events')])
  for (const secret of [stored, site.server.log()]) expect(secret).not.toContain(key)
})

test('accepts `/v2/enqueue` after the server’s address, as PagerDuty’s clients send it', async ({ site }) => {
  const key = site.makeKey('events:write')
  const client = { path: `${pagerduty}/v2/enqueue`, type: 'application/json; charset=utf-8' }
  const taken = await sendEvent(site, payload('pagerduty-trigger.json', key), client)
  expect(taken).toMatchObject({ status: 202, body: { status: 'success', dedup_key: 'samplekeyhere' } })
  const refused = await sendEvent(site, payload('pagerduty-trigger.json', 'w'.repeat(32)), client)
  expect(refused).toMatchObject({ status: 401, body: { status: 'invalid key' } })
})

test('answers CloudEvents’ handshake with the allowed origin and rate', async ({ site }) => {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(site.url + path, { method: 'OPTIONS', headers })
  for (const path of [any, cloudevents]) {
    const asked = { 'webhook-request-origin': 'eventemitter.example.com', 'webhook-request-rate': '120' }
    const granted = await ask(path, asked)
    expect(granted.status).toBe(200)
    expect(granted.headers.get('allow')).toBe('POST, OPTIONS')
    expect(granted.headers.get('webhook-allowed-origin')).toBe('*')
    expect(granted.headers.get('webhook-allowed-rate')).toBe('600000')
    const unasked = await ask(path)
    expect([unasked.status, unasked.headers.get('webhook-allowed-origin')]).toEqual([204, null])
  }
  const elsewhere = await ask(alertmanager, { 'webhook-request-origin': 'eventemitter.example.com' })
  expect([elsewhere.status, elsewhere.headers.get('webhook-allowed-origin')]).toEqual([405, null])
})
