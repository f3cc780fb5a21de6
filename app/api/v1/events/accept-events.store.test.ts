import { eq } from 'drizzle-orm'
import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { events, notices } from '#/db/schema/notices.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { type KnownRequest, receiveEvents } from '#/lib/api/events/accept-events.ts'
import { limits } from '#/lib/platform/limits/table.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { ask } from '#/tests/endpoint.ts'
import { readFixture } from '#/tests/event-fixtures.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import * as alertmanager from './alertmanager/route.ts'
import * as cloudevents from './cloudevents/route.ts'
import * as pagerduty from './pagerduty/route.ts'
import { POST } from './route.ts'

const setting = perTest(openNoticeSetting)

const structured = { 'content-type': 'application/cloudevents+json' }
const batch = { 'content-type': 'application/cloudevents-batch+json' }
const event = { account: 'aurora', category: 'technical', summary: 'Feed error rate 23%' }

const send = (body: unknown, headers: Record<string, string> = {}, handler = POST) =>
  ask(handler, { body, headers, key: setting.key })

test('refuses a whole batch with an unknown account', async () => {
  const answer = await send([event, { ...event, account: 'nobody' }])
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/1/account' }] } })
  expect(await setting.store.read.$count(events)).toBe(0)
})

/** A payload of tests/fixtures, of an account of the setting. */
const fixture = (name: string) =>
  readFixture(name)
    .replaceAll('clinica-aurora', 'aurora')
    .replaceAll('0123456789abcdef'.repeat(2), setting.key)

const handlers = { '': POST, '/alertmanager': alertmanager.POST, '/cloudevents': cloudevents.POST }

test.each([
  ['native.json', '', {}, 'native', ['opened']],
  ['alertmanager-firing.json', '/alertmanager', {}, 'alertmanager', ['opened', 'unroutable']],
  ['alertmanager-firing.json', '', {}, 'alertmanager', ['opened', 'unroutable']],
  ['alertmanager-mixed.json', '', {}, 'alertmanager', ['ignored', 'unroutable']],
  ['grafana.json', '/alertmanager', {}, 'alertmanager', ['opened', 'ignored']],
  ['cloudevent-structured.json', '', structured, 'cloudevents', ['opened']],
  ['cloudevent-structured.json', '/cloudevents', structured, 'cloudevents', ['opened']],
  ['cloudevent-batch.json', '/cloudevents', batch, 'cloudevents', ['opened', 'ignored']],
  ['cloudevent-batch.json', '', batch, 'cloudevents', ['opened', 'ignored']],
] as const)('takes %s at /events%s', async (name, path, headers, format, outcomes) => {
  const answer = await send(fixture(name), headers, handlers[path])
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 202 })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body.events.map(({ outcome }: { outcome: string }) => outcome)).toEqual(outcomes)
  const kept = await setting.store.read.select().from(events)
  expect(new Set(kept.map((one) => one.format))).toEqual(new Set([format]))
})

test('takes a CloudEvent whose attributes are headers', async () => {
  const attributes = {
    specversion: '1.0',
    id: 'b-1',
    source: '/feeds',
    type: 'net.example.technical',
    subject: 'aurora',
  }
  const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]))
  for (const [handler, outcome] of [
    [POST, 'opened'],
    [cloudevents.POST, 'ignored'],
  ] as const) {
    const { body } = await send({ summary: 'No feed for a day' }, headers, handler)
    expect(body.events).toMatchObject([{ outcome, dedupKey: '/feeds b-1' }])
  }
})

test('repeats the answer to a repeated request', async () => {
  const again = { 'idempotency-key': 'one' }
  const [first, second] = [await send(event, again), await send(event, again)]
  expect(second.body).toEqual(first.body)
  expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  for (const key of ['', 'k'.repeat(256)])
    expect((await send(event, { 'idempotency-key': key })).status).toBe(400)
  expect(await send({ ...event, summary: 'Other' }, again)).toMatchObject({
    status: 422,
    body: { errors: [{ code: 'idempotency-mismatch' }] },
  })
  expect(await setting.store.read.$count(events)).toBe(1)
})

test('without a key reads only enough of the body to see that it has none', async () => {
  const alerts = { alerts: [{ labels: { a: 1 } }], groupKey: '', version: '4' }
  for (const body of [event, [event], alerts, { routing_key: setting.key }]) {
    const request = new NextRequest('http://portal.example/api/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const known: KnownRequest = { format: null, source: '', events: 1 }
    await expect(receiveEvents(request, 'any', setting.store.read, known)).rejects.toMatchObject({
      status: 401,
    })
    expect(known.format).toBeNull()
  }
})

/** A PagerDuty body that is expensive to parse, with `text` added. */
const costly = (text: string) =>
  `{"event_action":"trigger",${text}"payload":{${Array.from({ length: 45_000 }, (_, each) => `"k${each}":1`)}}`

const toPagerduty = (body: string | ReadableStream, length = 0) =>
  ask(pagerduty.POST, { body, headers: length > 0 ? { 'content-length': String(length) } : {} })

test('a body is not parsed before its key is known to be good', async () => {
  // Neither is JSON: the end is missing.
  expect(await toPagerduty(costly(`"routing_key":"${'w'.repeat(32)}",`))).toMatchObject({
    status: 401,
    body: { status: 'invalid key' },
  })
  expect(await toPagerduty(costly(`"routing_key":"${setting.key}",`))).toMatchObject({
    status: 400,
    body: { status: 'invalid event', message: 'The body is malformed' },
  })
})

test('refuses a PagerDuty body with more than 5,000 members', async () => {
  expect(await toPagerduty(`${costly(`"routing_key":"${setting.key}",`)}}`)).toMatchObject({
    status: 400,
    body: { errors: ['More than 5000 members.'] },
  })
})

test('reads no large body from a limited network, but accepts a small one with a valid key', async () => {
  const send = (body: string | ReadableStream, length = 0) =>
    runAs('203.0.113.7', () => toPagerduty(body, length))
  const wrong = `{"routing_key":"${'w'.repeat(32)}"}`
  for (let tried = 0; tried < limits['wrong-keys'].most; tried += 2) {
    expect((await send(wrong)).status).toBe(401)
    expect((await send('{}')).status).toBe(400)
  }
  for (const body of [wrong, '{}']) expect((await send(body, body.length)).status).toBe(429)

  const unread = new ReadableStream(
    { pull: () => expect.unreachable('The body was read.') },
    { highWaterMark: 0 },
  )
  const refused = await send(unread, 400_000)
  expect(refused).toMatchObject({ status: 429, body: { status: 'throttle exceeded' } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)

  const good = JSON.stringify({ routing_key: setting.key, event_action: 'resolve', dedup_key: 'x' })
  expect((await send(good, good.length)).status).toBe(202)
  // Its sender need not state the length either.
  expect((await send(good)).status).toBe(202)
  expect((await send(good.padEnd(70_000))).status).toBe(429)
})

test('names a duplicate key with a lone surrogate', async () => {
  expect(await toPagerduty(String.raw`{"\ud800":1,"\ud800":2}`)).toMatchObject({
    status: 400,
    body: { errors: ['%EF%BF%BD: Duplicate key.'] },
  })
})

test('answers 503 in each format’s shape when the store is unavailable', async () => {
  await setting.store.close()
  const trigger = { routing_key: setting.key, event_action: 'resolve', dedup_key: 'x' }
  const native = await send(event)
  expect(native).toMatchObject({ status: 503, body: { status: 503 } })
  expect(Number(native.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await send({ alerts: [] }, {}, alertmanager.POST)).toMatchObject({ status: 503 })
  const answer = await send(trigger, {}, pagerduty.POST)
  expect(answer).toMatchObject({ status: 503, body: { status: 'server error' } })
  expect(answer.headers.get('retry-after')).toBe('5')
})

test('tells staff once about alerts that the sender left out, and counts them', async () => {
  const startsAt = '2026-11-25T11:00:00Z'
  const alert = { status: 'firing', labels: { account: 'aurora' }, startsAt, fingerprint: 'f00d' }
  const body = { version: '4', groupKey: '{}', receiver: 'recapito', alerts: [alert], truncatedAlerts: 3 }
  const counted = async () => {
    const { text } = await readMetrics(setting.store.read)
    return Number(/alerts_truncated_total\{source="monitoring"\} (\d+)/.exec(text)?.[1] ?? 0)
  }
  const before = await counted()
  const answer = await send(body)
  expect(answer).toMatchObject({ status: 202, body: { events: [{ outcome: 'opened' }] } })
  await send(body)
  expect(await counted()).toBe(before + 6)
  const kept = await setting.store.read.select().from(notices).where(eq(notices.problem, 'truncated'))
  expect(kept).toMatchObject([
    { state: 'unroutable', accountId: null, summary: expect.stringContaining('3 alerts') },
  ])
  const mails = await setting.store.read.select().from(outbox).where(eq(outbox.template, 'notice-unroutable'))
  expect(mails.map(({ recipient }) => recipient)).toEqual(['grace@desk.example'])
})
