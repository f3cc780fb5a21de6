import { expect, test } from 'vitest'
import { bounceReports } from '#/db/schema/notices.ts'
import { ask, keyWith } from '#/tests/endpoint.ts'
import { readFixture } from '#/tests/event-fixtures.ts'
import { openTestStore } from '#/tests/store.ts'
import { POST } from './route.ts'

test('a report stored for staff contains nothing of the returned message', async () => {
  const store = await openTestStore()
  const key = await keyWith(store, 'bounces:write')
  const body = readFixture('bounce-postfix.eml').replace('Feed error rate 23 %\n', 'Your code is 123456.\n')
  const headers = { 'content-type': 'message/rfc822' }
  expect(await ask(POST, { key, body, headers })).toMatchObject({
    status: 202,
    body: { outcome: 'unknown-delivery' },
  })
  const [kept] = await store.read.select().from(bounceReports)
  expect(kept?.raw).toContain('Subject: [Recapito] production-alert')
  expect(kept?.raw).not.toContain('123456')
})

test('accepts a report under each type that mail servers send, and refuses anything else', async () => {
  const store = await openTestStore()
  const key = await keyWith(store, 'bounces:write')
  const report = readFixture('bounce-postfix.eml')
  const send = (body: string, headers: Record<string, string>, by = key) =>
    ask(POST, { key: by, body, headers }).then(({ status }) => status)
  const type = (name: string) => ({ 'content-type': name })
  for (const name of ['message/rfc822', 'text/plain; charset=us-ascii', 'application/octet-stream', ''])
    expect(await send(report, type(name)), name).toBe(202)
  const before = await store.read.$count(bounceReports)
  const rfc822 = type('message/rfc822')
  for (const [body, headers, status, by] of [
    ['', rfc822, 422],
    ['From: a@b.example\r\nSubject: Out of office\r\n\r\nAway.', rfc822, 422],
    [report.slice(0, 900), rfc822, 422],
    ['{}', type('application/json'), 415],
    [report, type('application/x-www-form-urlencoded'), 415],
    [report, { ...rfc822, 'content-encoding': 'gzip' }, 415],
    [report, rfc822, 401, 'x'.repeat(32)],
    [report, rfc822, 403, await keyWith(store, 'events:write')],
  ] as const)
    expect(await send(body, headers, by), `${body.slice(0, 20)} ${JSON.stringify(headers)}`).toBe(status)
  expect(await store.read.$count(bounceReports)).toBe(before)
})
