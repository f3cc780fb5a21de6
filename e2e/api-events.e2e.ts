import Sqlite from 'better-sqlite3'
import { payload, sendEvent } from './api.ts'
import { elena, giulia, oncall, paolo, tech } from './demo.ts'
import { expect, test } from './fixtures.ts'
import type { Mail } from './mailbox.ts'
import { storeFile } from './server.ts'

const levante = 'poliambulatorio-levante'
const ours = /^(elena|paolo|oncall|tech|operativo|esercenti)@levante\.example$/
const paths = ['', '/alertmanager', '/pagerduty', '/cloudevents'].map((path) => `/api/v1/events${path}`)
const [any = '', alertmanager = '', pagerduty = '', cloudevents = ''] = paths

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

  const stored = JSON.stringify([site.rows('select * from notices'), site.rows('select * from events')])
  for (const secret of [stored, site.server.log()]) expect(secret).not.toContain(key)
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

const hostile =
  'a\r\nBcc: thief@evil.example\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x\u0000\u2028\u202e%0d%0aCc: thief@evil.example {{constructor}}'
const link = 'https://evil.example/?q="><script>'
const brokenLink = 'https://evil.example/"><script>alert(2)</script>\r\nBcc: thief@evil.example'

/** Fields that route an event, or whose values its format fixes. */
const fixed =
  /^(account|subject|group|class|category|env(ironment)?|severity|status|(event_)?action|(spec)?version|type|datacontenttype|id|time|(starts|ends|occurred)At|routing_key|dedup_?key|fingerprint)$/i

/** The payload with hostile text in every other field, and as a name. */
function poison(value: unknown, href: string, name = ''): unknown {
  if (typeof value === 'string') {
    if (fixed.test(name)) return value
    return /^https?:/.test(value) ? href : name === 'text' ? hostile.slice(0, 190) : hostile
  }
  if (Array.isArray(value)) return value.map((part) => poison(part, href, name))
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([key, part]) => [key, poison(part, href, key)])
  return { ...Object.fromEntries(parts), [hostile]: hostile }
}

for (const [path, fixture, href] of [
  ['', 'native.json', link],
  ['/alertmanager', 'alertmanager-firing.json', brokenLink],
  ['/pagerduty', 'pagerduty-trigger.json', brokenLink],
  ['/cloudevents', 'cloudevent-structured.json', 'https://evil.example/%0d%0aBcc:thief@evil.example'],
] as const) {
  test(`nothing that /api/v1/events${path} takes in can break out of a mail`, async ({ site, page }) => {
    const key = site.makeKey('events:write')
    const sent = payload(fixture, key)
      .replaceAll('production-alert', 'technical')
      .replaceAll('staging', 'production')
      .replaceAll('hotel-bellavista', levante)
    const answer = await sendEvent(site, poison(JSON.parse(sent), href), {
      path: `/api/v1/events${path}`,
      ...(path === '/cloudevents' && { type: 'application/cloudevents+json' }),
      ...(path !== '/pagerduty' && { key }),
    })
    expect(answer.status, answer.text).toBe(202)
    const mail = await site.mailTo(tech)
    expectHarmless(mail)
    expect(mail.text).toContain('Bcc: thief@evil.example')
    for (const other of await site.mail()) expect(other.to).toMatch(ours)

    await site.enter(page.context(), elena)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('dialog', (dialog) => asked.push(`dialog ${dialog.message()}`))
    const [notice] = site.rows<{ id: string }>('select id from notices order by id desc limit 1')
    for (const url of [`/accounts/${levante}/notices/${notice?.id}`, `/dev/mailbox/${mail.id}`])
      await page.goto(url)
    expect(asked.filter((url) => !url.startsWith(site.url))).toEqual([])
  })
}

function expectHarmless(mail: Mail): void {
  expect(mail.to).toBe(tech)
  expect(Object.keys(mail.headers)).not.toEqual(expect.arrayContaining(['bcc']))
  expect(Object.keys(mail.headers).filter((name) => /^(bcc|cc|x-evil)$/.test(name))).toEqual([])
  expect(mail.subject).not.toMatch(/[\r\n\0\u202e]/)
  expect(mail.html).not.toMatch(/<script|<img|onerror=alert\(1\)>/i)
  expect(mail.html).toContain('&lt;script&gt;')
  for (const [, href = ''] of mail.html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//)
}

const event = { account: levante, category: 'technical', summary: 'Feed error rate 23%' }

test('mails each person in their language, even behind the gate; nobody about Sandbox', async ({ site }) => {
  const key = site.makeKey('events:write')
  const emergency = { account: levante, category: 'emergency' }
  await sendEvent(site, { ...emergency, environment: 'sandbox', summary: 'In the sandbox' }, { key })
  await sendEvent(site, payload('alertmanager-firing.json').replace('"production"', '"staging"'), { key })
  await sendEvent(
    site,
    { ...event, details: 'Most items lack a price.', remedy: 'Send the prices.' },
    { key },
  )
  const english = await site.mailTo(tech)
  expect(english.subject).toMatch(
    /^\[.+\] Technical notice: Feed error rate 23% \(Poliambulatorio Levante\)$/,
  )
  for (const said of ['Most items lack a price.', 'Send the prices.']) expect(english.text).toContain(said)
  expect(english.headers['auto-submitted']).toContain('auto-generated')

  await sendEvent(site, payload('alertmanager-firing.json'), { key, path: alertmanager })
  expect((await site.mailTo(paolo)).subject).toMatch(
    /\] Avviso di produzione: Feed error rate 23% \(Poliambulatorio Levante\)$/,
  )
  const locked = { account: 'clinica-aurora', category: 'production-alert', summary: 'Nothing is booked' }
  await sendEvent(site, locked, { key })
  expect((await site.mailTo(giulia)).subject).toContain('Nothing is booked')

  await sendEvent(site, { ...emergency, summary: 'In production' }, { key })
  expect((await site.mailTo(oncall)).subject).toContain('In production')
  const aboutSandbox = (await site.mail()).filter(({ text }) => /sandbox|staging/i.test(text))
  expect(aboutSandbox).toEqual([])
})

test.describe('without another writer', () => {
  // The store waits 5 seconds for its turn, and so would the worker before it.
  test.use({ sharesServer: false, serverEnvironment: { WORKER: 'off' } })

  test('answers 503 while the store fails or is held, and accepts events afterwards', async ({ site }) => {
    const key = site.makeKey('events:write')
    const forms = [
      [any, event],
      [alertmanager, payload('alertmanager-firing.json')],
      [pagerduty, payload('pagerduty-trigger.json', key)],
    ] as const
    const send = () =>
      Promise.all(
        forms.map(async ([path, body]) => {
          const { status, headers } = await sendEvent(site, body, {
            path,
            ...(path !== pagerduty && { key }),
          })
          return [status, headers.get('retry-after')]
        }),
      )
    site.change('alter table notices rename to away')
    expect(await send()).toEqual(Array(3).fill([503, '5']))
    expect(site.server.log()).not.toContain('Feed error rate')
    site.change('alter table away rename to notices')
    expect(await send()).toEqual(Array(3).fill([202, null]))

    const other = new Sqlite(storeFile(site.folder))
    other.exec('begin immediate')
    const held = await sendEvent(site, event, { key })
    other.exec('rollback')
    other.close()
    expect([held.status, held.headers.get('retry-after')]).toEqual([503, '5'])
    expect((await sendEvent(site, event, { key })).status).toBe(202)
  })
})

test.describe('with a limit of one event a second', () => {
  // What one test uses up, the next would lack.
  test.use({ sharesServer: false, serverEnvironment: { EVENTS_PER_SECOND: '1' } })

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

test('says in the answer, the metrics and the log what an event named in vain', async ({ site }) => {
  const key = site.makeKey('events:write')
  const misspelt = await sendEvent(site, { ...event, sumary: 'Down' }, { key })
  const sumary = { pointer: '#/sumary', code: 'unknown-member', detail: expect.any(String) }
  expect(misspelt).toMatchObject({ status: 202, body: { warnings: [sumary] } })
  const payload = { summary: 'x', source: 'y', severity: 'info', custom_details: { environment: 'qa' } }
  const alert = { routing_key: key, event_action: 'trigger', payload }
  const qa = { pointer: '#/payload/custom_details/environment', code: 'unknown-environment' }
  expect(await sendEvent(site, alert, { path: pagerduty })).toMatchObject({
    status: 202,
    body: { status: 'success', warnings: [qa] },
  })
  const headers = { authorization: `Bearer ${site.makeKey('metrics:read')}` }
  const metrics = await (await fetch(`${site.url}/api/metrics`, { headers })).text()
  for (const { code } of [sumary, qa]) {
    expect(metrics).toContain(`recapito_event_warnings_total{source="monitoring",code="${code}"}`)
    await expect
      .poll(() => site.server.log())
      .toMatch(new RegExp(`"code":"${code}".*unknown names in accepted events`))
  }
})
