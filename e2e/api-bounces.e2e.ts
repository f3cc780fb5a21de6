import { gzipSync } from 'node:zlib'
import { SMTPServer } from 'smtp-server'
import { readFixture } from '../tests/event-fixtures.ts'
import { addKey, sendEvent } from './api.ts'
import { test as base, expect } from './fixtures.ts'
import { closeTimeout } from './held-relay.ts'

/** A mail server that takes everything and remembers the envelopes: the return path is nowhere else. */
type Relay = {
  url: string
  /** `notify`: which reports were asked for (RFC 3461). */
  envelopes: { from: string; to: string; notify: readonly string[] | undefined }[]
  stop(): Promise<void>
}

const test = base.extend<{ relay: Relay }, { onlyRelay: Relay }>({
  onlyRelay: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const relay = await startRelay()
      await use(relay)
      await relay.stop()
    },
    { scope: 'worker' },
  ],
  relay: async ({ onlyRelay }, use) => {
    onlyRelay.envelopes.length = 0
    await use(onlyRelay)
  },
  serverEnvironment: async ({ relay }, use) =>
    use({ SMTP_URL: relay.url, MAIL_BOUNCE: 'bounce+{id}@notices.example' }),
})
test.use({ sharesServer: true })

async function startRelay(): Promise<Relay> {
  const envelopes: Relay['envelopes'] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    hideDSN: false,
    closeTimeout,
    onData: (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      const [to] = envelope.rcptTo
      envelopes.push({ from, to: to?.address ?? '', notify: to?.dsn?.notify })
      stream.on('end', () => done()).resume()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return {
    url: `smtp://127.0.0.1:${port}`,
    envelopes,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const path = '/api/v1/bounces'
const postfix = readFixture('bounce-postfix.eml')
const report = (returnPath: string, text = postfix) =>
  text.replaceAll('bounce+018f3c2a.Zk3@notices.example', returnPath)
const status = 'select status from outbox where recipient = ? order by id desc limit 1'

test('a report fails its delivery, marks the address and hands the notice on', async ({ site, relay }) => {
  const key = addKey(site, { scopes: ['events:write', 'bounces:write'], defaultCategory: 'emergency' })
  await sendEvent(site, { account: 'poliambulatorio-levante', summary: 'Booking is down' }, { key })
  await expect.poll(() => site.rows(status, 'oncall@levante.example')).toEqual([{ status: 'accepted' }])
  const sent = relay.envelopes.find(({ to }) => to === 'oncall@levante.example')
  expect(sent?.from).toMatch(/^bounce\+[0-9a-f]{48}@notices\.example$/)
  expect(sent?.notify).toEqual(['SUCCESS', 'FAILURE', 'DELAY'])

  const basic = { authorization: `Basic ${Buffer.from(`postfix:${key}`).toString('base64')}` }
  const forged = await sendEvent(site, report(sent?.from.replace(/.{4}@/, '0000@') ?? ''), {
    path,
    headers: basic,
    type: null,
  })
  expect(forged).toMatchObject({ status: 202, body: { outcome: 'unknown-delivery' } })
  expect(site.rows(status, 'oncall@levante.example')).toEqual([{ status: 'accepted' }])

  for (const again of [1, 2]) {
    const answer = await sendEvent(site, report(sent?.from ?? ''), {
      path,
      headers: basic,
      type: 'message/rfc822',
    })
    expect(answer, `${again}`).toMatchObject({ status: 202, body: { outcome: 'recorded' } })
  }
  expect(site.rows(status, 'oncall@levante.example')).toEqual([{ status: 'failed' }])
  expect(site.rows("select status from address_marks where address_key = 'oncall@levante.example'")).toEqual([
    { status: '5.1.1' },
  ])
  await expect.poll(() => relay.envelopes.map(({ to }) => to)).toContain('tech@levante.example')
})

test('a report of several recipients, or of none that is ours, is kept for staff', async ({ site }) => {
  const key = addKey(site, { scopes: ['bounces:write'] })
  for (const type of ['message/rfc822', 'text/plain; charset=us-ascii', 'application/octet-stream', null]) {
    const answer = await sendEvent(site, readFixture('bounce-exchange-delayed.eml'), { key, path, type })
    expect(answer, String(type)).toMatchObject({ status: 202, body: { outcome: 'unknown-delivery' } })
  }
  const kept = site.rows<{ recipient: string; action: string; raw: string }>(
    'select recipient, action, raw from bounce_reports where recipient like ? order by id limit 2',
    '%@sud.example',
  )
  expect(kept).toMatchObject([
    { recipient: 'ops@sud.example', action: 'delayed' },
    { recipient: 'desk@sud.example', action: 'delivered' },
  ])
  expect(kept[0]?.raw).toContain('Subject: Delivery delayed')
})

test('what is no report, or comes without the right key, is refused', async ({ site }) => {
  const key = addKey(site, { scopes: ['bounces:write'] })
  const send = (body: string | Uint8Array, other: object = {}) =>
    sendEvent(site, body, { key, path, type: 'message/rfc822', ...other })
  for (const [what, body, status, other] of [
    ['nothing', '', 422, {}],
    ['a plain mail', 'From: a@b.example\r\nSubject: Out of office\r\n\r\nAway.', 422, {}],
    ['cut off', postfix.slice(0, 900), 422, {}],
    ['bytes', new Uint8Array([0, 255, 13, 10, 0]), 422, {}],
    ['JSON', '{}', 415, { type: 'application/json' }],
    ['a form, as curl sends by itself', postfix, 415, { type: 'application/x-www-form-urlencoded' }],
    ['gzip', gzipSync(postfix), 415, { headers: { 'content-encoding': 'gzip' } }],
    ['10 MB', `${postfix}${'x'.repeat(10_000_000)}`, 413, {}],
    ['a key for events', postfix, 403, { key: addKey(site) }],
    ['a wrong key', postfix, 401, { key: 'x'.repeat(32) }],
  ] as [string, string | Uint8Array, number, object][]) {
    const answer = await send(body, other)
    expect(answer.status, `${what}: ${answer.text}`).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
  const without = await sendEvent(site, postfix, { path, type: 'message/rfc822' })
  expect(without.status).toBe(401)
  expect(without.headers.get('www-authenticate')).toBe('Bearer realm="Recapito", Basic realm="Recapito"')
  expect(site.rows("select id from bounce_reports where recipient = 'oncall@levante.example'")).toEqual([])
})
