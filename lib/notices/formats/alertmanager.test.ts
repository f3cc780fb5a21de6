import { describe, expect, test } from 'vitest'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { day } from '#/lib/platform/values/clock.ts'
import { parseFixture } from '#/tests/event-fixtures.ts'
import { known } from '#/tests/known.ts'
import { parseAlertmanager } from './alertmanager.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')

const read = (body: unknown, source: SourceDefaults = {}) => parseAlertmanager(body, source, receivedAt)

function eventsOf(body: unknown, source: SourceDefaults = {}) {
  const answer = read(body, source)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  return answer.events.map(({ original, firing, ...event }) => event)
}

const firing = {
  status: 'firing',
  labels: { account: 'a', alertname: 'Down' },
  annotations: {},
  startsAt: '2026-11-25T11:00:00Z',
  fingerprint: 'f6ece8095e12ab1f',
}

function eventWith(labels: object, annotations: object = {}, source: SourceDefaults = {}) {
  const alert = { ...firing, labels: { ...firing.labels, ...labels }, annotations }
  return eventsOf({ version: '4', groupKey: '{}', alerts: [alert] }, source)[0]
}

describe('a notification of Alertmanager 0.28', () => {
  test('becomes one event per alert', () => {
    const href = 'https://prometheus.example.net/graph?g0.expr=feed_error_ratio+%3E+0.2&g0.tab=1'
    const source = { href, text: 'Source' }
    expect(eventsOf(parseFixture('alertmanager-firing.json'))).toEqual([
      {
        account: 'clinica-aurora',
        category: 'production-alert',
        environment: 'production',
        action: 'trigger',
        summary: 'Feed error rate 23%',
        meaning: '',
        dedupKey: 'f6ece8095e12ab1f 2026-11-25T11:04:20.123456789Z',
        details: expect.stringMatching(/^23 % of the items .*\.\nMost of them lack a price\.$/),
        remedy: 'https://runbooks.example.net/feed-errors',
        severity: 'warning',
        occurredAt: Date.parse('2026-11-25T11:04:20.123Z'),
        links: [source, { href: 'https://runbooks.example.net/feed-errors', text: 'Runbook' }],
      },
      expect.objectContaining({
        account: 'hotel-bellavista',
        category: 'emergency',
        environment: 'sandbox',
        summary: 'FeedErrorsHigh',
        remedy: 'Publish the feed again.',
        severity: 'critical',
        dedupKey: '1eb1065507846f5f 2026-11-25T11:04:20.123456789Z',
        links: [source],
      }),
    ])
  })

  test('uses each alert’s own action, and resolves by the key that triggered it', () => {
    const before = eventsOf(parseFixture('alertmanager-firing.json'))
    const after = eventsOf(parseFixture('alertmanager-mixed.json'))
    expect(after.map((event) => event.action)).toEqual(['resolve', 'trigger'])
    expect(after.map((event) => event.dedupKey)).toEqual(before.map((event) => event.dedupKey))
  })

  test('flags the category of a resolve without one as the source’s default, which may have changed', () => {
    const resolved = { ...firing, status: 'resolved' }
    expect(eventsOf({ alerts: [resolved] })).toMatchObject([{ unsaid: ['category', 'environment'] }])
    const labels = { ...firing.labels, category: 'technical' }
    expect(eventsOf({ alerts: [{ ...resolved, labels }] })).toMatchObject([{ unsaid: ['environment'] }])
  })

  test('is also read in Grafana’s version 1', () => {
    const [first, second] = eventsOf(parseFixture('grafana.json'), { defaultCategory: 'merchant-issue' })
    expect(first).toMatchObject({
      account: 'clinica-aurora',
      category: 'emergency',
      environment: 'sandbox',
      summary: 'Orders not confirmed at Clinica Aurora',
      dedupKey: 'c6eadffa33fcdf37 2026-10-12T07:51:03.157076Z',
      links: ['Source', 'Runbook', 'Dashboard', 'Panel', 'Silence'].map((text) => ({ text })),
    })
    const ended = { action: 'resolve', category: 'merchant-issue', summary: 'Orders not confirmed' }
    expect(second).toMatchObject(ended)
  })
})

describe('what an alert says', () => {
  test.each([
    [{}, null, 'production-alert'],
    [{}, 'technical', 'technical'],
    [{ severity: 'critical' }, 'technical', 'emergency'],
    [{ severity: 'page' }, null, 'emergency'],
    [{ severity: 'warning' }, null, 'production-alert'],
    [{ category: 'merchant-issue', severity: 'critical' }, null, 'merchant-issue'],
    [{ category: 'nonsense', severity: 'critical' }, null, 'emergency'],
    [{ category: 'nonsense' }, 'technical', 'technical'],
    [{ category: '' }, null, 'production-alert'],
  ] as const)('reads %j with the default %s as %s', (labels, defaultCategory, category) => {
    expect(eventWith(labels, {}, { defaultCategory })?.category).toBe(category)
  })

  test.each([
    [{ environment: 'staging' }, 'sandbox'],
    [{ environment: 'Sandbox' }, 'sandbox'],
    [{ env: 'dev' }, 'sandbox'],
    [{ environment: 'production', env: 'dev' }, 'production'],
    [{ environment: '', env: 'dev' }, 'sandbox'],
    [{ environment: 'development' }, 'production'],
    [{}, 'production'],
  ])('reads %j as %s', (labels, environment) => expect(eventWith(labels)?.environment).toBe(environment))

  test.each([
    ['critical', 'critical'],
    ['page', 'critical'],
    ['warn', 'warning'],
    ['info', 'info'],
    ['none', 'info'],
    ['toString', 'error'],
    ['', 'error'],
  ])('reads the severity %j as %s', (severity, read) => expect(eventWith({ severity })?.severity).toBe(read))

  test('reads the account from the source’s label', () => {
    expect(eventWith({ partner: 'b' }, {}, { accountLabel: 'partner' })?.account).toBe('b')
    expect(eventWith({}, {}, { accountLabel: 'partner' })?.account).toBe('')
    expect(eventWith({}, {}, { accountLabel: '__proto__' })?.account).toBe('')
    expect(eventWith({}, {}, { accountLabel: 'constructor' })?.account).toBe('')
  })

  test('falls back to other texts without a summary', () => {
    expect(eventWith({}, { summary: ' ' })?.summary).toBe('Down')
    expect(eventWith({ alertname: '' }, { description: 'First\nsecond' })?.summary).toBe('First')
    expect(eventWith({ alertname: '' })?.summary).toBe('Alert f6ece8095e12ab1f')
  })

  test('truncates long texts and keeps single lines', () => {
    const summary = `a\r\nBcc: b${'x'.repeat(2000)}`
    const event = eventWith({}, { summary, description: 'd'.repeat(20_000) })
    expect(event?.summary).toMatch(/^a Bcc: bx+…$/)
    expect(event?.summary.length).toBeLessThanOrEqual(1024)
    expect(event?.details).toHaveLength(10_000)
  })

  test('keeps the raw alert for an unknown account', () => {
    const answer = read({ alerts: [firing] })
    expect(answer.ok && answer.events[0]?.original).toBe(firing)
  })
})

describe('an alert that cannot be read', () => {
  test.each([
    ['no object', 7, 'Must be an object.'],
    ['no labels', { ...firing, labels: undefined }, '/labels Required.'],
    ['labels that are no texts', { ...firing, labels: { a: 1 } }, '/labels/a Must be a string.'],
    ['an unknown status', { ...firing, status: 'pending' }, '/status Must be one of: firing, resolved.'],
    ['no fingerprint', { ...firing, fingerprint: '' }, '/fingerprint Must not be empty.'],
    ['no start', { ...firing, startsAt: 'now' }, '/startsAt Must be an RFC 3339 timestamp.'],
  ])('with %s is kept while the others are taken', (_, alert, reason) => {
    const answer = read({ version: '4', groupKey: '{}', alerts: [firing, alert, firing] })
    if (!answer.ok) throw new Error('refused')
    expect(answer.events).toHaveLength(2)
    expect(answer.unreadable).toEqual([{ raw: JSON.stringify(alert, null, 2), reason }])
  })

  test.each([
    ['nothing', null, ' type'],
    ['no alerts', { version: '4', groupKey: '{}' }, '/alerts required'],
    ['alerts that are no list', { version: '4', alerts: {} }, '/alerts type'],
    ['too many', { alerts: Array(10_001).fill({}) }, '/alerts too-long'],
  ])('with %s is refused', (_, body, problem) => {
    const answer = read(body)
    expect(answer.ok || answer.problems.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([problem])
  })
})

describe('a truncated notification', () => {
  const cut = (truncatedAlerts: unknown, at = receivedAt) =>
    parseAlertmanager({ receiver: 'recapito', alerts: [firing], truncatedAlerts }, {}, at)

  test.each([
    [1, '1 alert was left out', 'Manca 1 allarme'],
    [17, '17 alerts were left out', 'Mancano 17 allarmi'],
  ])('of %i alerts is reported once a day per receiver', (alerts, english, italian) => {
    const read = cut(alerts)
    const notice = known(read.ok ? read.truncation?.notice : null)
    expect(read).toMatchObject({ events: [{}], truncation: { alerts, notice: { reason: 'truncated' } } })
    expect(notice.summary).toBe(`${english} of a notification to the receiver “recapito”`)
    expect(notice.translations?.it?.summary).toBe(`${italian} in una notifica al receiver “recapito”`)
    const { dedupKey } = notice
    expect(cut(5)).toMatchObject({ truncation: { notice: { dedupKey } } })
    expect(cut(5, receivedAt + day)).not.toMatchObject({ truncation: { notice: { dedupKey } } })
  })

  test.each([0, undefined, null, -1, 1.5, 'many'])('with a count of %j is treated as whole', (alerts) => {
    const read = cut(alerts)
    expect(read).toMatchObject({ ok: true, events: [{ account: 'a' }] })
    expect(read).not.toHaveProperty('truncation')
  })
})
