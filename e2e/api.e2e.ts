import { keyScopes } from '#/db/words/people.ts'
import { readFixture } from '../tests/event-fixtures.ts'
import { type Call, DescribedApi } from './described-api.ts'
import { expect, test } from './fixtures.ts'

const account = 'poliambulatorio-levante'
const event = { account, category: 'technical', dedupKey: 'feed', summary: 'Feed error rate 23%' }
const newAccount = {
  name: 'Studio Nuovo',
  integrationType: 'healthcare-appointments',
  defaultLanguage: 'it',
  owner: { email: 'nadia@studio-nuovo.example' },
}

/** A request for existing data, for each operation. */
const good: Record<string, Call> = {
  sendEvents: { body: event },
  sendAlertmanagerNotification: { body: readFixture('alertmanager-firing.json') },
  sendCloudEvents: { body: readFixture('cloudevent-structured.json'), type: 'application/cloudevents+json' },
  listAccounts: {},
  createAccount: { body: newAccount },
  getAccount: { params: { account } },
  findRecipients: { params: { account }, query: { category: 'emergency' } },
  getNotice: {},
  reportBounce: { body: readFixture('bounce-postfix.eml'), type: 'message/rfc822' },
  getMetrics: {},
}

test('answers each operation as it is described', async ({ site }) => {
  const api = await DescribedApi.read(site.url)
  const key = site.makeKey(...keyScopes)
  const pagerduty = { ...JSON.parse(readFixture('pagerduty-trigger.json')), routing_key: key }
  const ask = (id: string, status: number, more: Call = {}) =>
    api.call(id, { key, ...good[id], ...more }, status)

  const { body } = await ask('sendEvents', 202)
  const notice = (body as { events: { noticeId: string }[] }).events[0]?.noticeId ?? ''
  await api.call('sendEvents', { body: pagerduty }, 202)
  await ask('sendEvents', 202, { body: [event, event], headers: { 'idempotency-key': 'a' } })
  await ask('sendEvents', 202, { body: [event, event], headers: { 'idempotency-key': 'a' } })
  await ask('sendAlertmanagerNotification', 202)
  await api.call('sendPagerdutyEvent', { body: pagerduty }, 202)
  await api.call('sendPagerdutyEventV2', { body: pagerduty }, 202)
  await ask('sendCloudEvents', 202)
  await ask('sendCloudEvents', 202, {
    body: readFixture('cloudevent-batch.json'),
    type: 'application/cloudevents-batch+json',
  })
  await ask('listAccounts', 200, { query: { limit: '2', state: 'live' } })
  await ask('createAccount', 201, { headers: { 'idempotency-key': 'b' } })
  await ask('createAccount', 201, { headers: { 'idempotency-key': 'b' } })
  await ask('getAccount', 200)
  await ask('findRecipients', 200)
  await ask('findRecipients', 200, { query: { category: 'production-alert', environment: 'sandbox' } })
  await api.call('getBrandSupport', { params: { account } }, 200)
  await ask('getNotice', 200, { params: { notice } })
  await ask('reportBounce', 202)
  await api.call(
    'reportBounce',
    {
      ...good.reportBounce,
      headers: { authorization: `Basic ${Buffer.from(`mail:${key}`).toString('base64')}` },
    },
    202,
  )
  await ask('getMetrics', 200)
  await api.call('getDescription', {}, 200)
})

test('refuses each faulty request as the description says', async ({ site }) => {
  const api = await DescribedApi.read(site.url)
  const key = site.makeKey(...keyScopes)
  const ask = (id: string, status: number, more: Call) => api.call(id, { key, ...good[id], ...more }, status)
  const gzip = { 'content-encoding': 'gzip' }

  for (const id of ['sendEvents', 'sendAlertmanagerNotification', 'createAccount']) {
    await ask(id, 400, { body: '{"account":' })
    await ask(id, 415, { type: 'text/plain' })
    await ask(id, 415, { headers: gzip })
    await ask(id, 422, { body: '{}' })
  }
  await ask('sendCloudEvents', 400, { body: '{' })
  await ask('sendCloudEvents', 415, { type: 'text/plain' })
  await ask('sendCloudEvents', 422, { body: { specversion: '1.0' } })
  await api.call('sendPagerdutyEvent', { body: '{' }, 400)
  await api.call('sendPagerdutyEvent', { body: { routing_key: key, event_action: 'trigger' } }, 400)
  await api.call('sendPagerdutyEvent', { body: '{}', type: 'text/plain' }, 415)
  await ask('sendEvents', 422, { body: { ...event, account: 'nowhere' } })
  await ask('sendEvents', 413, { body: { ...event, details: 'x'.repeat(1024 * 1024) } })
  await ask('sendAlertmanagerNotification', 413, { body: `"${'x'.repeat(8 * 1024 * 1024)}"` })
  await api.call('sendPagerdutyEvent', { body: `"${'x'.repeat(512 * 1024)}"` }, 413)
  await ask('createAccount', 413, { body: `"${'x'.repeat(64 * 1024)}"` })
  await ask('createAccount', 409, { body: { ...newAccount, slug: account } })
  const idempotent = { headers: { 'idempotency-key': 'once' } }
  await ask('createAccount', 201, idempotent)
  await ask('createAccount', 422, { ...idempotent, body: { ...newAccount, name: 'Other' } })
  await ask('listAccounts', 422, { query: { cursor: 'made-up' } })
  await ask('findRecipients', 422, { query: {} })
  for (const id of ['getAccount', 'findRecipients', 'getNotice']) await ask(id, 404, { params: {} })
  await api.call('getBrandSupport', { params: { account: 'clinica-aurora' } }, 404)
  await ask('reportBounce', 422, { body: 'no report' })
  await ask('reportBounce', 415, { type: 'application/json' })
  await ask('reportBounce', 413, { body: 'x'.repeat(10_000_000) })
})

test('other methods and paths get problem documents', async ({ site }) => {
  const headers = { authorization: `Bearer ${site.makeKey(...keyScopes)}` }
  for (const [method, path, status] of [
    ['DELETE', '/api/v1/accounts', 405],
    ['PROPFIND', '/api/v1/accounts', 405],
    ['GET', '/api/v1/users', 404],
    ['GET', `/api/v1/accounts/${account}/members`, 404],
    ['GET', '/api/v1/accounts/%00', 404],
    ['GET', '/api/v1/%E0%A4%A', 400],
  ] as const) {
    const answer = await fetch(site.url + path, { method, headers })
    expect(answer.headers.get('content-type'), path).toBe('application/problem+json')
    expect(await answer.json(), path).toMatchObject({ status, detail: expect.stringMatching(/./) })
  }
})
