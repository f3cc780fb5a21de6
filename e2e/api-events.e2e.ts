import { gzipSync } from 'node:zlib'
import { addKey, payload, sendEvent } from './api.ts'
import { expect, test } from './fixtures.ts'

test.use({ sharesServer: true })

const levante = 'poliambulatorio-levante'
const event = (given: object = {}) => ({
  account: levante,
  category: 'technical',
  summary: 'Feed error rate 23 %',
  ...given,
})
const paths = ['', '/alertmanager', '/pagerduty', '/cloudevents'].map((path) => `/api/v1/events${path}`)
const [any = '', alertmanager = '', pagerduty = '', cloudevents = ''] = paths

test('events of every format are taken in, on the path of all and on their own', async ({ site }) => {
  const key = addKey(site)
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

test('PagerDuty’s senders are known by the key in the body, and answered in their shape', async ({
  site,
}) => {
  const key = addKey(site)
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
    [{ ...unnamed, routing_key: addKey(site, { scopes: ['metrics:read'] }) }, 403, 'invalid key', ''],
    [{ ...unnamed, routing_key: 'short' }, 400, 'invalid event', 'routing_key'],
    [{ ...unnamed, routing_key: undefined }, 400, 'invalid event', 'routing_key'],
    [
      { ...unnamed, payload: { summary: 'x', source: 'y', severity: 'awful' } },
      400,
      'invalid event',
      'severity',
    ],
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

test('PagerDuty’s own clients, which add `/v2/enqueue` to the server they are told, are answered as it does', async ({
  site,
}) => {
  const key = addKey(site)
  const client = { path: `${pagerduty}/v2/enqueue`, type: 'application/json; charset=utf-8' }
  const taken = await sendEvent(site, payload('pagerduty-trigger.json', key), client)
  expect(taken).toMatchObject({ status: 202, body: { status: 'success', dedup_key: 'samplekeyhere' } })
  const refused = await sendEvent(site, payload('pagerduty-trigger.json', 'w'.repeat(32)), client)
  expect(refused).toMatchObject({ status: 401, body: { status: 'invalid key' } })
})

test('answers the handshake of CloudEvents with the allowed origin and rate', async ({ site }) => {
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

test('the key decides: none, wrong, revoked, expired, without the scope', async ({ site }) => {
  const past = Date.now() - 1000
  const events = () => site.rows('select count(*) as n from events')
  const before = events()
  const refusals: [string | undefined, number, RegExp][] = [
    [undefined, 401, /^Bearer realm="Recapito"$/],
    ['', 401, /^Bearer realm="Recapito"$/],
    ['x'.repeat(32), 401, /invalid_token/],
    [addKey(site, { revokedAt: past }), 401, /invalid_token/],
    [addKey(site, { expiresAt: past }), 401, /invalid_token/],
    [addKey(site, { scopes: ['accounts:read', 'bounces:write'] }), 403, /insufficient_scope.*events:write/],
  ]
  for (const [key, status, challenge] of refusals) {
    for (const path of [any, alertmanager, cloudevents]) {
      const answer = await sendEvent(site, event(), { path, ...(key !== undefined && { key }) })
      expect(answer.status, `${path} ${key}`).toBe(status)
      expect(answer.headers.get('www-authenticate')).toMatch(challenge)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
    }
  }
  expect(events()).toEqual(before)
  const good = addKey(site, { expiresAt: Date.now() + 60_000 })
  expect((await sendEvent(site, event(), { key: good })).status).toBe(202)
  site.change('update event_sources set revoked_at = ? where hint = ?', Date.now(), good.slice(-4))
  expect((await sendEvent(site, event(), { key: good })).status).toBe(401)
})

test('bad input has a precise answer in every format, and nothing of it is kept', async ({ site }) => {
  const key = addKey(site)
  const before = site.rows('select count(*) as n from events')
  const deep = `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`
  const json = 'application/json'
  const formats = [
    { path: any, name: 'native.json', type: json, header: key, wrong: [422, { account: 7, summary: {} }] },
    {
      path: alertmanager,
      name: 'alertmanager-firing.json',
      type: json,
      header: key,
      wrong: [422, { version: '4', groupKey: 'x', alerts: {} }],
    },
    {
      path: pagerduty,
      name: 'pagerduty-trigger.json',
      type: json,
      header: undefined,
      wrong: [400, { routing_key: key, event_action: 7 }],
    },
    {
      path: cloudevents,
      name: 'cloudevent-structured.json',
      type: 'application/cloudevents+json',
      header: key,
      wrong: [422, { specversion: 1, id: [], source: {} }],
    },
  ] as const
  for (const { path, name, type, header, wrong } of formats) {
    const good = payload(name, key)
    const send = (body: string | Uint8Array, other: object = {}) =>
      sendEvent(site, body, { path, type, ...(header && { key: header }), ...other })
    const bad: [string, string | Uint8Array, number, RegExp, object?][] = [
      ['truncated', good.slice(0, -20), 400, /ends too early|Not JSON/],
      ['empty', '', 400, /empty/],
      ['no JSON', '<xml/>', 400, /Not JSON/],
      ['not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, /UTF-8/],
      ['deeply nested', deep.slice(0, 400_000), 400, /levels deep/],
      ['duplicate keys', good.replace('{', '{"summary":1,"summary":2,'), 400, /twice/],
      ['a huge number', good.replace('{', `{"n":${'9'.repeat(400)},`), 400, /number/],
      ['of wrong types', JSON.stringify(wrong[1]), wrong[0], /It must be/],
      ['gzip', gzipSync(good), 415, /compressed/, { headers: { 'content-encoding': 'gzip' } }],
      ['gzip unsaid', gzipSync(good), 400, /gzip/],
      ['another type', good, 415, /content type/, { type: 'text/plain' }],
      ['no type', good, 415, /content type/, { type: null }],
      ['another charset', good, 415, /content type/, { type: 'application/json; charset=utf-16' }],
      ['10 MB', `{"a":"${'x'.repeat(10_000_000)}"}`, 413, /too large|at most/],
    ]
    for (const [what, body, status, says, other] of bad) {
      const answer = await send(body, other)
      expect(answer.status, `${path} ${what}: ${answer.text}`).toBe(status)
      expect(answer.text, `${path} ${what}`).toMatch(says)
      expect(answer.text.length, `${path} ${what}`).toBeLessThan(4000)
    }
  }
  expect(site.rows('select count(*) as n from events')).toEqual(before)
  expect((await fetch(`${site.url}/api/health`)).status).toBe(200)
})

test('each bad field of a native batch is named, and none of it is kept', async ({ site }) => {
  const key = addKey(site)
  const batch = [
    event(),
    event({ severity: 'awful', links: [{ href: 'javascript:alert(1)' }] }),
    event({ summary: 7 }),
  ]
  const answer = await sendEvent(site, batch, { key })
  expect(answer.status).toBe(422)
  expect(answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '#/1/severity value',
    '#/1/links/0/href link',
    '#/2/summary type',
  ])
  const unknown = await sendEvent(site, [event(), event({ account: 'nobody' })], { key })
  expect(unknown).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '#/1/account', code: 'unknown-account' }] },
  })
  const single = await sendEvent(site, event({ account: 'nobody' }), { key })
  expect(single.body.errors).toMatchObject([{ pointer: '#/account' }])
  const many = await sendEvent(
    site,
    Array.from({ length: 501 }, () => event()),
    { key },
  )
  expect(many.status).toBe(422)
  const lacking = await sendEvent(site, { account: levante, summary: 'x' }, { key })
  expect(lacking.body.errors).toMatchObject([{ pointer: '#/category', code: 'required' }])
  expect(
    site.rows(
      "select id from events where summary = 'Feed error rate 23 %' and source_id in (select id from event_sources where hint = ?)",
      key.slice(-4),
    ),
  ).toEqual([])

  const withDefault = addKey(site, { defaultCategory: 'technical' })
  expect((await sendEvent(site, { account: levante, summary: 'x' }, { key: withDefault })).status).toBe(202)
})

test('what Alertmanager sends is kept, though its account is unknown or an alert cannot be read', async ({
  site,
}) => {
  const key = addKey(site)
  const body = JSON.parse(payload('alertmanager-firing.json'))
  body.alerts.push({ status: 'burning', labels: 7 }, 'what?')
  for (const path of [alertmanager, any]) {
    const answer = await sendEvent(site, body, { key, path })
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ unreadable: 2 })
    expect(answer.body.events).toHaveLength(2)
  }
  const unroutable = site.rows<{ raw: string; problem: string; count: number }>(
    "select raw, problem, count from notices where state = 'unroutable' and source_id in (select id from event_sources where hint = ?) order by id",
    key.slice(-4),
  )
  expect(unroutable.map(({ count }) => count)).toEqual([1, 1, 1])
  expect(unroutable[0]).toMatchObject({ problem: 'unknown-account' })
  expect(unroutable[0]?.raw).toContain('hotel-bellavista')
  expect(unroutable[1]?.raw).toContain('burning')

  for (const [sending, sent] of [
    [
      { path: pagerduty },
      {
        routing_key: key,
        event_action: 'trigger',
        payload: { summary: 'x', source: 'y', severity: 'info', group: 'nobody' },
      },
    ],
    [
      { path: cloudevents, type: 'application/cloudevents+json', key },
      {
        specversion: '1.0',
        id: '1',
        source: 's',
        type: 'technical',
        subject: 'nobody',
        data: { summary: 'x' },
      },
    ],
  ] as const) {
    expect((await sendEvent(site, sent, sending)).status).toBe(202)
  }
  expect(
    site.rows("select id from notices where account_text = 'nobody' and state = 'unroutable'"),
  ).toHaveLength(2)
})

test('a request that is sent again under its Idempotency-Key is answered as before', async ({ site }) => {
  const key = addKey(site)
  const again = { key, headers: { 'idempotency-key': 'request-1' } }
  const first = await sendEvent(site, event(), again)
  const second = await sendEvent(site, event(), again)
  expect(second).toMatchObject({ status: 202, text: first.text })
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  const [noticeId] = first.body.events.map((one) => one.noticeId)
  expect(site.rows('select count from notices where id = ?', noticeId)).toEqual([{ count: 1 }])

  const other = await sendEvent(site, event({ summary: 'Another' }), again)
  expect(other).toMatchObject({ status: 422, body: { errors: [{ code: 'idempotency-mismatch' }] } })
  expect((await sendEvent(site, event(), { ...again, key: addKey(site) })).body.events).not.toEqual(
    first.body.events,
  )
  expect(
    (await sendEvent(site, event({ account: 'nobody' }), { key, headers: { 'idempotency-key': 'r2' } }))
      .status,
  ).toBe(422)
  expect((await sendEvent(site, event(), { key, headers: { 'idempotency-key': 'r2' } })).status).toBe(202)
  expect(
    (await sendEvent(site, event(), { key, headers: { 'idempotency-key': 'k'.repeat(256) } })).status,
  ).toBe(400)

  const batch = Array.from({ length: 500 }, (_, number) => event({ dedupKey: `n${number}` }))
  const racing = { key, headers: { 'idempotency-key': 'race' } }
  const answers = await Promise.all([1, 2, 3, 4].map(() => sendEvent(site, batch, racing)))
  for (const { status, body } of answers.filter((answer) => answer.status !== 202)) {
    expect([status, body.errors[0]?.code]).toEqual([409, 'idempotency-running'])
  }
  expect(site.rows("select id from events where dedup_key = 'n499'")).toHaveLength(1)

  site.change('update idempotency_keys set created_at = created_at - 90000000')
  const late = await sendEvent(site, event(), again)
  expect(late.headers.get('idempotency-replayed')).toBeNull()
})

test('other methods and other paths are refused as problems', async ({ site }) => {
  for (const path of paths) {
    const allow = path === any || path === cloudevents ? 'POST, OPTIONS' : 'POST'
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await sendEvent(site, event(), { path, method })
      expect([answer.status, answer.headers.get('allow')], `${method} ${path}`).toEqual([405, allow])
    }
  }
  const nowhere = await sendEvent(site, event(), { path: '/api/v1/event' })
  expect(nowhere).toMatchObject({ status: 404, body: { status: 404 } })
  expect((await fetch(`${site.url}${any}`, { method: 'HEAD' })).status).toBe(405)
})

test('a clock that is far off does not decide when something happened', async ({ site }) => {
  const key = addKey(site)
  const at = Date.now()
  for (const [occurredAt, kept] of [
    ['2999-01-01T00:00:00Z', at],
    ['1971-01-01T00:00:00+01:00', Date.parse('1970-12-31T23:00:00Z')],
  ] as const) {
    const { body } = await sendEvent(site, event({ occurredAt, dedupKey: occurredAt }), { key })
    const [row] = site.rows<{ occurred_at: number }>(
      'select occurred_at from notices where id = ?',
      body.events[0]?.noticeId,
    )
    expect(Math.abs((row?.occurred_at ?? 0) - kept)).toBeLessThan(60_000)
  }
})
