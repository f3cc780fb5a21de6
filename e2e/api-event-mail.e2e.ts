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
const link = 'https://evil.example/"><script>alert(2)</script>\r\nBcc: thief@evil.example'

/** An event of each format with hostile text in every text field. */
const hostileEvents: [string, string, (key: string, dedup: string) => unknown][] = [
  [
    '/api/v1/events',
    'application/json',
    (_, dedup) => ({
      account: levante,
      category: 'technical',
      dedupKey: dedup,
      summary: hostile,
      details: hostile,
      meaning: hostile,
      remedy: hostile,
      links: [{ href: 'https://evil.example/?q="><script>', text: hostile.slice(0, 190) }],
    }),
  ],
  [
    '/api/v1/events/alertmanager',
    'application/json',
    (_, dedup) => ({
      version: '4',
      groupKey: hostile,
      receiver: hostile,
      externalURL: link,
      alerts: [
        {
          status: 'firing',
          labels: {
            account: levante,
            category: 'technical',
            alertname: hostile,
            severity: hostile,
            [hostile]: hostile,
          },
          annotations: { summary: hostile, description: hostile, remedy: hostile, runbook_url: link },
          startsAt: '2026-11-25T11:04:20Z',
          generatorURL: link,
          dashboardURL: 'javascript:alert(3)',
          panelURL: link,
          fingerprint: dedup,
        },
      ],
    }),
  ],
  [
    '/api/v1/events/pagerduty',
    'application/json',
    (key, dedup) => ({
      routing_key: key,
      event_action: 'trigger',
      dedup_key: dedup,
      client: hostile,
      client_url: link,
      links: [{ href: link, text: hostile }],
      images: [{ src: link, href: link, alt: hostile }],
      payload: {
        summary: hostile,
        source: hostile,
        severity: 'info',
        component: hostile,
        group: levante,
        class: 'technical',
        timestamp: hostile,
        custom_details: { [hostile]: hostile, nested: [{ [hostile]: [hostile] }] },
      },
    }),
  ],
  [
    '/api/v1/events/cloudevents',
    'application/cloudevents+json',
    (_, dedup) => ({
      specversion: '1.0',
      id: dedup,
      source: 'https://evil.example/%0d%0aBcc:thief@evil.example',
      type: 'net.example.technical',
      subject: levante,
      category: hostile,
      data: { summary: hostile, details: hostile, meaning: hostile, remedy: hostile },
    }),
  ],
]

for (const [path, type, build] of hostileEvents) {
  test(`nothing that ${path} takes in can break out of a mail`, async ({ site, page, context }) => {
    const key = site.makeKey('events:write')
    const answer = await sendEvent(site, build(key, 'hostile-1'), {
      path,
      type,
      ...(path.endsWith('pagerduty') ? {} : { key }),
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
