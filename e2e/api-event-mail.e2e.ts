import { payload, sendEvent } from './api.ts'
import { expect, test } from './fixtures.ts'
import type { Mail } from './mailbox.ts'

test.use({ sharesServer: true })

const levante = 'poliambulatorio-levante'
const ours = /^(elena|paolo|oncall|tech|operativo|esercenti)@levante\.example$/

test('the mail arrives in the recipient’s language', async ({ site }) => {
  const key = site.makeKey('events:write')
  const event = { account: levante, summary: 'Feed error rate 23 %', details: 'Most items lack a price.' }
  await sendEvent(site, { ...event, category: 'technical', remedy: 'Send the prices.' }, { key })
  const english = await site.mailTo('tech@levante.example')
  expect(english.subject).toMatch(
    /^\[.+\] Technical notice: Feed error rate 23 % \(Poliambulatorio Levante\)$/,
  )
  expect(english.text).toContain('Most items lack a price.')
  expect(english.text).toContain('Send the prices.')

  await sendEvent(site, payload('alertmanager-firing.json'), { key, path: '/api/v1/events/alertmanager' })
  const italian = await site.mailTo('paolo@levante.example')
  expect(italian.subject).toMatch(
    /\] Avviso di produzione: Feed error rate 23 % \(Poliambulatorio Levante\)$/,
  )
  expect(italian.headers['auto-submitted']).toContain('auto-generated')
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
  test(`nothing that /api/v1/events${path} takes in can break out of a mail`, async ({
    site,
    page,
    context,
  }) => {
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
    const mail = await site.mailTo('tech@levante.example')
    expectHarmless(mail)
    expect(mail.text).toContain('Bcc: thief@evil.example')
    for (const other of await site.mail()) expect(other.to).toMatch(ours)

    await site.enter(context, 'elena@levante.example')
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
  expect(mail.to).toBe('tech@levante.example')
  expect(Object.keys(mail.headers)).not.toEqual(expect.arrayContaining(['bcc']))
  expect(Object.keys(mail.headers).filter((name) => /^(bcc|cc|x-evil)$/.test(name))).toEqual([])
  expect(mail.subject).not.toMatch(/[\r\n\0\u202e]/)
  expect(mail.html).not.toMatch(/<script|<img|onerror=alert\(1\)>/i)
  expect(mail.html).toContain('&lt;script&gt;')
  for (const [, href = ''] of mail.html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//)
}
