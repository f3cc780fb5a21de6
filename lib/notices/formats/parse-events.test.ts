import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readFixture } from '#/tests/event-fixtures.ts'
import { type EventPath, parseEvents } from './parse-events.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')
const json = 'application/json'

type Sent = { path?: EventPath; headers?: Record<string, string>; body: Uint8Array | string }

function outcomeOf({ type = json, path = 'any', headers = {}, body }: Sent & { type?: string | null }) {
  const source = { defaultCategory: 'technical' } as const
  const all = new Headers({ ...headers, ...(type !== null && { 'content-type': type }) })
  const answer = parseEvents({ headers: all, body: Buffer.from(body), path, source, receivedAt })
  if (answer.ok) return `${answer.format} ${answer.events.length}`
  return `${answer.status} ${answer.problems.map((problem) => `${problem.pointer} ${problem.code}`.trim())}`
}

const native = '{"account":"a","summary":"Down"}'

describe('the format', () => {
  test.each([
    ['native.json', json, 'any', 'native 1'],
    ['native.json', 'application/json; charset=UTF-8', 'any', 'native 1'],
    ['alertmanager-firing.json', json, 'any', 'alertmanager 2'],
    ['alertmanager-firing.json', json, 'alertmanager', 'alertmanager 2'],
    ['grafana.json', json, 'any', 'alertmanager 2'],
    ['pagerduty-trigger.json', json, 'any', 'pagerduty 1'],
    ['pagerduty-resolve.json', json, 'pagerduty', 'pagerduty 1'],
    ['cloudevent-structured.json', 'application/cloudevents+json', 'any', 'cloudevents 1'],
    ['cloudevent-batch.json', 'application/cloudevents-batch+json', 'any', 'cloudevents 2'],
    ['cloudevent-batch.json', 'application/cloudevents+json', 'any', '422 type'],
    ['cloudevent-structured.json', 'application/cloudevents-batch+json', 'any', '422 type'],
    ['cloudevent-structured.json', json, 'cloudevents', '415 content-type'],
    ['cloudevent-structured.json', 'application/cloudevents+json', 'alertmanager', '415 content-type'],
    ['cloudevent-structured.json', 'application/cloudevents+avro', 'any', '415 content-type'],
    ['native.json', json, 'alertmanager', '422 /alerts required'],
    ['native.json', json, 'pagerduty', '400 /event_action value'],
    ['native.json', null, 'any', '415 content-type'],
    ['native.json', 'text/plain', 'any', '415 content-type'],
    ['native.json', 'application/json; charset=iso-8859-1', 'any', '415 content-type'],
  ] as const)('of %s as %s on %s is %s', (name, type, path, outcome) => {
    expect(outcomeOf({ type, path, body: readFixture(name) })).toBe(outcome)
  })

  test('of a body with ce- headers is a binary CloudEvent', () => {
    const named = { 'ce-specversion': '1.0', 'ce-id': '1' }
    const headers = { ...named, 'ce-source': '/feeds', 'ce-type': 'feeds.down' }
    expect(outcomeOf({ headers, body: '{"summary":"Down"}' })).toBe('cloudevents 1')
    expect(outcomeOf({ headers, body: '{"summary":"Down"}', path: 'cloudevents' })).toBe('cloudevents 1')
    expect(outcomeOf({ headers, body: '' })).toBe('422 /summary required')
    expect(outcomeOf({ headers, body: native, path: 'alertmanager' })).toBe('422 /alerts required')
    expect(outcomeOf({ headers, body: '<a/>', type: 'text/xml' })).toBe('415 content-type')
  })

  test.each([
    ['{"routing_key":"x","account":"a","summary":"b"}', 'native 1'],
    ['{"alerts":[],"version":"4","account":"a","summary":"b"}', 'native 1'],
    ['{"alerts":[],"version":"4","groupKey":"{}"}', 'alertmanager 0'],
    [`[${native},${native}]`, 'native 2'],
    [`[${native},{"account":"b"}]`, '422 /1/summary required'],
  ])('of %s is %s', (body, outcome) => expect(outcomeOf({ body })).toBe(outcome))
})

describe('bad input', () => {
  const large = (length: number, letter = 'x') => `${native.slice(0, -1)},"pad":"${letter.repeat(length)}"}`
  const notification = (bytes: number) => `{"alerts":[],"version":"4","groupKey":"${'x'.repeat(bytes)}"}`
  const pagerduty = (bytes: number) =>
    `{"routing_key":"${'x'.repeat(32)}","event_action":"${'y'.repeat(bytes)}"}`
  const mebi = 1024 * 1024

  test.each([
    ['nothing', '', '400 empty'],
    ['a truncated body', native.slice(0, -5), '400 json'],
    ['a key that stands twice', '{"account":"a","summary":"b","account":"c"}', '400 /account duplicate-key'],
    ['null', 'null', '422 type'],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), '400 utf-8'],
    ['gzip that does not say so', new Uint8Array(gzipSync(native)), '400 utf-8'],
    ['1 MiB', large(mebi), '413 too-large'],
    ['just under 1 MiB', large(mebi - 100), 'native 1'],
    ['1 MiB in fewer characters', large(mebi / 2, 'é'), '413 too-large'],
    ['2 MiB of other alerts', `{"alerts":[],"x":"${'x'.repeat(2 * mebi)}"}`, '413 too-large'],
    ['2 MiB that are no JSON', 'x'.repeat(2 * mebi), '413 too-large'],
    ['5 MiB of Alertmanager', notification(5 * mebi), 'alertmanager 0'],
    ['9 MiB of Alertmanager', notification(9 * mebi), '413 too-large'],
    ['512 KiB of PagerDuty', pagerduty(mebi / 2), '413 too-large'],
  ])('%s has a precise outcome', (_, body, outcome) => expect(outcomeOf({ body })).toBe(outcome))

  test.each(['gzip', 'GZIP', 'deflate, gzip', 'br'])('refuses the content encoding %s', (encoding) => {
    const body = new Uint8Array(gzipSync(native))
    expect(outcomeOf({ body, headers: { 'content-encoding': encoding } })).toBe('415 content-encoding')
    expect(outcomeOf({ body: native, headers: { 'content-encoding': 'identity' } })).toBe('native 1')
  })
})
