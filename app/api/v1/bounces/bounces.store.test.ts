import { expect, test } from 'vitest'
import { bounceReports } from '#/db/schema/notices.ts'
import { ask, keyWith } from '#/tests/endpoint.ts'
import { readFixture } from '#/tests/event-fixtures.ts'
import { openTestStore } from '#/tests/store.ts'
import { POST } from './route.ts'

test('a report kept for staff contains nothing of the returned message', async () => {
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
