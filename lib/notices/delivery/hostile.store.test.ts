import { expect, test } from 'vitest'
import { events } from '#/db/schema/notices.ts'
import { parseEvents } from '#/lib/notices/formats/parse-events.ts'
import { findNoticeForStaff } from '#/lib/notices/views/staff-queries.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { readNoticeMail } from './mail-content.ts'

/** What a sender may put in a text: NUL, a lone surrogate, reversed text, a header break, markup. */
const hostile =
  'a\u0000b\ud800c\u202edcba\u2066\r\nBcc: spy@desk.example\r\n\r\n<script>x</script>\u0085\u2028'
const long = 'é'.repeat(30_000)

function bodies(text: string, account: string): [string, unknown][] {
  const links = [{ href: 'https://x.example/ok', text: text.slice(0, 150) }]
  const [summary, details] = [text.slice(0, 1000), text.slice(0, 9000)]
  const native = {
    account,
    category: 'technical',
    links,
    occurredAt: '0001-01-01T00:00:00Z',
    summary,
    details,
    meaning: details,
    remedy: details,
    dedupKey: `k ${text.slice(0, 200)}`,
  }
  const payload = {
    summary,
    source: text,
    severity: 'error',
    timestamp: '9999-12-31T23:59:59Z',
    custom_details: { account: account || text, [text]: text, deep: { [text]: [text] } },
  }
  const pagerduty = {
    routing_key: 'k'.repeat(32),
    event_action: 'trigger',
    dedup_key: `p ${text.slice(0, 200)}`,
    payload,
    client: text,
    client_url: `https://x.example/${text}`,
  }
  const readable = {
    status: 'firing',
    startsAt: '0001-01-01T00:00:00.123456789Z',
    fingerprint: 'f1',
    labels: { account: account || text, alertname: text, [text]: text },
    annotations: { summary: text, description: text, remedy: text, runbook_url: `javascript:${text}` },
    generatorURL: `https://x.example/?${text}`,
  }
  const unreadable = { ...readable, labels: { account: 1, [text]: text }, startsAt: text, fingerprint: text }
  const alertmanager = { version: '4', groupKey: text, alerts: [readable, unreadable] }
  return Object.entries({ native, pagerduty, alertmanager })
}

test.each([
  ['hostile', hostile],
  ['very long', long],
])('stores, mails and shows %s text harmlessly', async (_, text) => {
  const setting = await openNoticeSetting()
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const account of ['aurora', '']) {
    for (const [format, body] of bodies(text, account)) {
      const sent = { headers, body: Buffer.from(JSON.stringify(body)), path: 'any' } as const
      const read = parseEvents({ ...sent, source: {}, receivedAt: now() })
      if (!read.ok) {
        expect([format, account]).toEqual(['native', ''])
        continue
      }
      await setting.accept([...read.events, ...read.unreadable], read.format)
    }
  }
  const taken = await setting.store.read.select().from(events)
  expect(taken.filter(({ outcome }) => outcome === 'opened')).toHaveLength(3)
  expect(taken.filter(({ outcome }) => outcome === 'unroutable').length).toBeGreaterThan(2)
  for (const row of await setting.claim()) {
    const mail = await readNoticeMail(setting.store.read, row)
    const rendered = renderMail(mail, row.locale, { programmeName: 'Desk', appUrl: 'https://desk.example' })
    expect(rendered.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
    expect(rendered.subject.length).toBeLessThan(250)
    expect(rendered.html).not.toContain('<script>')
    expect(rendered.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(rendered.text).not.toContain('\0')
  }
  for (const { noticeId } of taken) {
    const found = await findNoticeForStaff(setting.store.read, setting.support(), noticeId ?? '')
    expect(found?.notice.id).toBe(noticeId)
  }
})
