import { describe, expect, test } from 'vitest'
import type { SourceDefaults } from '#/lib/notices/parsing/schema.ts'
import { parseFixture } from '#/tests/event-fixtures.ts'
import { parseBinaryCloudEvent, parseCloudEvents } from './cloudevents.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')
const named = { specversion: '1.0', id: '1', source: '/feeds', type: 'feeds.down', subject: 'a' }
const least = { ...named, data: { summary: 'Down' } }

const read = (body: unknown, source: SourceDefaults = {}) => parseCloudEvents(body, source, receivedAt)

function eventsOf(body: unknown, source: SourceDefaults = {}) {
  const answer = read(body, source)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  return answer.events.map(({ original, ...event }) => event)
}

const eventWith = (more: object, source: SourceDefaults = {}) => eventsOf({ ...least, ...more }, source)[0]

function problemsOf(body: unknown) {
  const answer = read(body)
  return answer.ok ? [] : answer.problems.map(({ pointer, code }) => `${answer.status} ${pointer} ${code}`)
}

describe('a CloudEvent in structured mode', () => {
  test('reads every field', () => {
    expect(eventsOf(parseFixture('cloudevent-structured.json'))).toEqual([
      {
        account: 'clinica-aurora',
        category: 'production-alert',
        environment: 'production',
        action: 'trigger',
        dedupKey: 'feed-errors',
        severity: 'warning',
        identity: 'https://feeds.example.net/monitor A234-1234-1234',
        summary: 'Feed error rate 23%',
        details: '',
        meaning: '',
        remedy: 'Publish the feed again.',
        occurredAt: Date.parse('2026-10-05T17:31:00Z'),
        links: [{ href: 'https://grafana.example.net/d/feed', text: 'Feed dashboard' }],
      },
    ])
  })

  test.each([
    ['net.example.feeds.emergency', undefined, null, 'emergency'],
    ['net.example.feeds.emergency', 'technical', null, 'emergency'],
    ['net.example.feeds.down', 'technical', 'emergency', 'technical'],
    ['net.example.feeds.down', 'nonsense', 'technical', 'technical'],
    ['net.example.feeds.down', undefined, null, 'production-alert'],
    ['emergency.net.example', undefined, null, 'production-alert'],
    ['technical', undefined, null, 'technical'],
  ] as const)('reads the type %s with %s and the default %s as %s', (type, category, usual, read) => {
    expect(eventWith({ type, category }, { defaultCategory: usual })?.category).toBe(read)
  })

  test('uses source and id when the data has no key', () => {
    expect(eventWith({})).toMatchObject({ dedupKey: '/feeds 1', identity: '/feeds 1' })
    expect(eventWith({ id: 'x'.repeat(300) })?.dedupKey).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(eventWith({ id: 'a\nb' })?.identity).not.toBe(eventWith({ id: 'a b' })?.identity)
  })

  test('reads its native data from base64 too', () => {
    const data_base64 = Buffer.from('{"summary":"Città"}').toString('base64')
    expect(eventWith({ data: undefined, data_base64 })?.summary).toBe('Città')
  })

  test('is kept without an account, and a resolve records the fields it omits', () => {
    expect(eventWith({ subject: undefined })).toMatchObject({ account: '' })
    const resolve = eventWith({ subject: null, data: { action: 'resolve', dedupKey: 'k' } })
    expect(resolve).toMatchObject({ unsaid: ['category', 'environment', 'account'] })
  })

  test('ignores unknown fields, and reads a foreign environment', () => {
    const data = { summary: 'Down', account: 'b', category: 'technical', environment: 'staging', more: 1 }
    const event = eventWith({ data, Wrong_Name: {}, traceparent: 7, __proto__x: null, category: 7 })
    expect(event).toMatchObject({ account: 'a', category: 'production-alert', environment: 'sandbox' })
  })

  test.each([
    ['an empty object', {}, ['id', 'source', 'type', 'specversion'].map((name) => `422 /${name} required`)],
    ['another version', { ...least, specversion: '0.3' }, ['422 /specversion value']],
    ['an empty id', { ...least, id: '' }, ['422 /id required']],
    ['a source that is no URI', { ...least, source: 'not a uri' }, ['422 /source value']],
    ['a time that is none', { ...least, time: 'yesterday' }, ['422 /time value']],
    ['an account that is no text', { ...least, subject: 7 }, ['422 /subject type']],
    ['no data', { ...least, data: undefined }, ['422 /data/summary required']],
    ['data that is no object', { ...least, data: 'Down' }, ['422 /data type']],
    ['wrong data', { ...named, data: { summary: 'a', links: [{}] } }, ['422 /data/links/0/href required']],
    ['data that is no JSON', { ...least, datacontenttype: 'text/xml' }, ['415 /datacontenttype media-type']],
    ['base64 that is none', { ...least, data: undefined, data_base64: '***' }, ['422 /data_base64 value']],
    ['both kinds of data', { ...least, data_base64: 'e30=' }, ['422 /data_base64 value']],
    ['too many', Array(501).fill(least), ['422  too-long']],
    [
      'bad ones among good ones',
      [least, { ...least, id: 1 }, { ...least, data: {} }],
      ['422 /1/id type', '422 /2/data/summary required'],
    ],
  ])('refuses %s by name', (_, body, problems) => expect(problemsOf(body)).toEqual(problems))
})

test('a batch is read in order and may be empty', () => {
  expect(eventsOf(parseFixture('cloudevent-batch.json'))).toMatchObject([
    { account: 'clinica-aurora', category: 'emergency', action: 'trigger', dedupKey: '/feeds/monitor 1' },
    { account: 'hotel-bellavista', category: 'emergency', action: 'resolve', dedupKey: 'feed' },
  ])
  expect(eventsOf([])).toEqual([])
})

describe('a CloudEvent in binary mode', () => {
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': '1',
    'ce-source': '/feeds',
    'ce-type': 'feeds.technical',
    'ce-subject': 'a',
    'content-type': 'application/json; charset=utf-8',
  }

  function readBinary(more: Record<string, string>, data: unknown = { summary: 'Down' }) {
    return parseBinaryCloudEvent(new Headers({ ...headers, ...more }), data, {}, receivedAt)
  }

  test('reads the same event', () => {
    const binary = readBinary({})
    const structured = read({ ...least, type: 'feeds.technical' })
    expect(binary.ok && binary.events.map(({ original, ...event }) => event)).toEqual(
      structured.ok && structured.events.map(({ original, ...event }) => event),
    )
  })

  test.each([
    ['Citt%C3%A0%20%E2%82%AC', 'Città €'],
    ['"a\\"b"', 'a"b'],
    ['a%0d%0aBcc:%20b', 'a Bcc: b'],
  ])('reads the header %s as %j', (subject, account) => {
    const answer = readBinary({ 'ce-subject': subject })
    expect(answer.ok && answer.events[0]?.account).toBe(account)
  })

  test.each([
    [{ 'ce-subject': '%ff' }, 'Header ce-subject: Not percent-encoded UTF-8.'],
    [{ 'ce-id': '' }, 'Header ce-id: Required.'],
    [{ 'ce-specversion': '2.0' }, 'Header ce-specversion: Must be 1.0.'],
  ])('refuses %j by the name of the header', (more, detail) => {
    const answer = readBinary(more)
    expect(answer.ok ? [] : answer.problems).toMatchObject([{ pointer: '', detail }])
  })

  test('reports problems of its data without a prefix', () => {
    const answer = readBinary({}, { summary: 7 })
    expect(answer.ok ? [] : answer.problems).toMatchObject([{ pointer: '/summary', code: 'type' }])
  })
})
