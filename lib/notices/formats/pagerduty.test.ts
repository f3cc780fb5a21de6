import { describe, expect, test } from 'vitest'
import { readJson } from '#/lib/notices/parsing/json.ts'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { parseFixture, readFixture } from '#/tests/event-fixtures.ts'
import { parsePagerduty } from './pagerduty.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')
const key = '0123456789abcdef0123456789abcdef'
const payload = { summary: 'Down', source: 'web-1', severity: 'error' }
const least = { routing_key: key, event_action: 'trigger', payload }

function eventOf(body: unknown, source: SourceDefaults = {}) {
  const answer = parsePagerduty(body, source, receivedAt)
  const [first] = answer.ok ? answer.events : []
  if (!first) throw new Error(JSON.stringify(answer))
  const { original, ...event } = first
  return event
}

function eventWith(more: object, source: SourceDefaults = {}) {
  return eventOf({ ...least, payload: { ...payload, ...more } }, source)
}

function problemsOf(body: unknown) {
  const answer = parsePagerduty(body, {}, receivedAt)
  return answer.ok ? [] : answer.problems.map((problem) => `${problem.pointer} ${problem.code}`.trim())
}

describe("an event of PagerDuty's Events API v2", () => {
  test('reads every field', () => {
    const body = readJson(Buffer.from(readFixture('pagerduty-trigger.json')))
    expect(eventOf(body.ok && body.value)).toEqual({
      account: 'clinica-aurora',
      category: 'technical',
      environment: 'sandbox',
      action: 'trigger',
      dedupKey: 'samplekeyhere',
      meaning: '',
      remedy: '',
      severity: 'info',
      summary: 'DISK at 99% on machine prod-datapipe03.example.com',
      details: [
        'source: prod-datapipe03.example.com',
        'component: postgres',
        'free space: 1%',
        'ping time: 1500ms',
        'load avg: 0.75',
        'volume: "12345678901234567890"',
      ].join('\n'),
      occurredAt: Date.parse('2026-07-17T08:42:58.315Z'),
      links: [
        { href: 'https://example.com/', text: 'Link text' },
        { href: 'https://monitoring.example.com/', text: 'Sample Monitoring Service' },
      ],
    })
  })

  test('is read as Alertmanager 0.28 sends it', () => {
    const trigger = eventOf(parseFixture('pagerduty-from-alertmanager-trigger.json'))
    const resolve = eventOf(parseFixture('pagerduty-from-alertmanager-resolve.json'))
    expect(trigger).toMatchObject({
      account: 'clinica-aurora',
      category: 'emergency',
      environment: 'production',
      action: 'trigger',
      summary: '[FIRING:1] CheckoutDown (clinica-aurora production critical)',
      severity: 'critical',
      links: [{ text: 'Feed dashboard' }, { text: 'Alertmanager' }],
    })
    expect(trigger.details).toContain('firing:\nLabels:\n - alertname = CheckoutDown')
    const { dedupKey } = trigger
    expect(resolve).toMatchObject({ account: 'clinica-aurora', action: 'resolve', dedupKey })
    const group = parseFixture('pagerduty-from-alertmanager-group.json')
    expect(problemsOf(group)).toEqual(['/payload/severity value'])
  })

  test.each(['resolve', 'acknowledge'])(
    '%s requires only its key, and records the fields it omits',
    (action) => {
      const read = eventOf(parseFixture(`pagerduty-${action}.json`), { defaultCategory: 'technical' })
      const unsaid = ['category', 'environment', 'account']
      expect(read).toMatchObject({ action, category: 'technical', dedupKey: 'samplekeyhere', unsaid })
    },
  )

  test('accepts a resolve that repeats an empty payload', () => {
    const again = { ...least, event_action: 'resolve', dedup_key: 'k' }
    const empty = { severity: '', summary: '' }
    expect(eventOf({ ...again, payload: empty })).toMatchObject({ action: 'resolve', dedupKey: 'k' })
    expect(eventOf({ ...again, payload: null })).toMatchObject({ account: '' })
    const named = eventOf({ ...again, payload: { group: 'a' } })
    expect(named).toMatchObject({ unsaid: ['category', 'environment'] })
  })

  test.each([
    [{ custom_details: { account: 'a' }, group: 'b' }, 'a'],
    [{ custom_details: { account: ' ' }, group: 'b' }, 'b'],
    [{ custom_details: { account: 7 }, group: 'b' }, 'b'],
    [{ custom_details: 'account', group: 'b' }, 'b'],
    [{ custom_details: ['a'] }, ''],
    [{ group: { a: 1 } }, ''],
    [{}, ''],
  ])('reads the account of %j as %j', (more, account) => expect(eventWith(more).account).toBe(account))

  test.each([
    [{ class: 'merchant-issue', severity: 'critical' }, null, 'merchant-issue'],
    [{ class: 'disk', severity: 'critical' }, 'technical', 'emergency'],
    [{ class: 'disk' }, 'technical', 'technical'],
    [{}, null, 'production-alert'],
  ] as const)('reads %j with the default %s as %s', (more, defaultCategory, category) => {
    expect(eventWith(more, { defaultCategory }).category).toBe(category)
  })

  test.each([
    ['2026-07-17T08:42:58.315+0000', Date.parse('2026-07-17T08:42:58.315Z')],
    ['2026-07-17T08:42:58+02:00', Date.parse('2026-07-17T06:42:58Z')],
    ['yesterday', null],
    [1764068660, null],
  ])('reads the timestamp %j as %j', (timestamp, at) => expect(eventWith({ timestamp }).occurredAt).toBe(at))

  test('drops invalid links', () => {
    const links = ['x', { href: 'javascript:alert(1)' }, { href: 'https://a.example' }, null]
    const images = [{ src: 'https://i.example/a.png', alt: 'A\r\ngraph' }]
    expect(eventOf({ ...least, links, images, client_url: 'nowhere' }).links).toEqual([
      { href: 'https://a.example/', text: 'a.example' },
      { href: 'https://i.example/a.png', text: 'A graph' },
    ])
    expect(eventOf({ ...least, links: {}, images: 7 }).links).toEqual([])
  })

  test.each([
    ['nothing', null, ['type']],
    ['no action', { routing_key: key, payload }, ['/event_action value']],
    ['no key', { ...least, routing_key: undefined }, ['/routing_key required']],
    ['a short key', { ...least, routing_key: 'short' }, ['/routing_key length']],
    ['no payload', { ...least, payload: undefined }, ['/payload required']],
    ['a long dedup key', { ...least, dedup_key: 'x'.repeat(256) }, ['/dedup_key too-long']],
    ['a resolve without key', { routing_key: key, event_action: 'resolve' }, ['/dedup_key required']],
  ])('refuses %s by name', (_, body, problems) => expect(problemsOf(body)).toEqual(problems))

  test.each([
    ['nothing', {}, ['/payload/summary required', '/payload/source required', '/payload/severity value']],
    ['an empty summary', { ...payload, summary: ' ' }, ['/payload/summary required']],
    ['a long summary', { ...payload, summary: 'x'.repeat(1025) }, ['/payload/summary too-long']],
    ['an unknown severity', { ...payload, severity: 'page' }, ['/payload/severity value']],
  ])('refuses a payload with %s by name', (_, given, problems) => {
    expect(problemsOf({ ...least, payload: given })).toEqual(problems)
  })

  test('names the valid actions', () => {
    const refused = parsePagerduty({ ...least, event_action: 'change' }, {}, receivedAt)
    const detail = 'Must be one of: trigger, acknowledge, resolve.'
    expect(refused).toMatchObject({ problems: [{ detail }] })
  })
})

test('the routing key appears in no text of the event', () => {
  const body = {
    ...least,
    dedup_key: `k-${key}`,
    payload: { ...payload, summary: `Key ${key}`, custom_details: { [key]: [{ deep: key }] } },
    links: [{ href: `https://a.example/?k=${key}`, text: key }],
    other: key,
  }
  const answer = parsePagerduty(body, {}, receivedAt)
  expect(answer.ok && JSON.stringify(answer.events)).not.toContain(key)
  expect(answer.ok && answer.events[0]?.original).not.toHaveProperty('routing_key')
  const refused = parsePagerduty({ ...body, event_action: key }, {}, receivedAt)
  expect(!refused.ok && JSON.stringify(refused.problems)).not.toContain(key)
})
