import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { runAs } from '#/lib/platform/log/origin.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { ask } from '#/tests/endpoint.ts'
import { addEndpoint, readDeliveries } from '#/tests/endpoint-setting.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { POST } from './[endpoint]/pagerduty/route.ts'

const setting = perTest(openNoticeSetting)

const secret = 'signs what PagerDuty sends'
const add = (given: Parameters<typeof addEndpoint>[3] = {}) =>
  addEndpoint(setting.store, setting.account.id, 'pagerduty', {
    config: { routingKey: 'k'.repeat(32), webhookSecret: secret },
    ...given,
  })
const report = async (dedupKey = 'feed') => (await setting.one({ category: 'emergency', dedupKey })).noticeId

/** What PagerDuty sends once somebody acknowledged the incident. */
const incident = (key: string, type = 'incident.acknowledged') =>
  JSON.stringify({
    event: { event_type: type, agent: { summary: 'Anna Rossi' }, data: { incident_key: `recapito-${key}` } },
  })
function send(endpoint: string, body: string, signedBy = secret) {
  const signature = `v1=${createHmac('sha256', signedBy).update(body).digest('hex')}`
  const headers = { 'x-pagerduty-signature': signature }
  return runAs('192.0.2.1', () => ask(POST, { params: { endpoint }, body, headers }))
}

test('acknowledges the notice as the person in PagerDuty, and again does nothing more', async () => {
  const { id } = await add()
  const noticeId = await report()
  for (const _ of ['once', 'again'])
    expect(await send(id, incident(noticeId))).toMatchObject({
      status: 202,
      body: { outcome: 'acknowledged' },
    })
  const acknowledgedAs = 'Anna Rossi, via PagerDuty · events.pagerduty.com'
  expect(await setting.notice(noticeId)).toMatchObject({ state: 'acknowledged', acknowledgedAs })
})

test('refuses alike what is not signed by the endpoint’s secret, and unknown endpoints', async () => {
  const { id } = await add()
  const { id: unsigned } = await addEndpoint(setting.store, setting.molo.id, 'pagerduty')
  const noticeId = await report()
  const answers = [
    await send(id, incident(noticeId), 'another secret'),
    await send(newId(), incident(noticeId)),
    await send('nothing', incident(noticeId)),
    await send(unsigned, incident(noticeId), ''),
  ]
  for (const { status, body } of answers)
    expect({ status, body }).toEqual({ status: 401, body: answers[0]?.body })
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test('changes nothing by other events, incidents and accounts, and by more than 256 KiB', async () => {
  const { id } = await add()
  const { id: foreign } = await addEndpoint(setting.store, setting.molo.id, 'pagerduty', {
    config: { routingKey: 'k'.repeat(32), webhookSecret: secret },
  })
  const noticeId = await report()
  const large = incident(noticeId).padEnd(256 * 1024)
  expect(await send(id, `${large} `)).toMatchObject({ status: 413 })
  const ignored = { status: 202, body: { outcome: 'ignored' } }
  expect(await send(id, incident(noticeId, 'incident.triggered'))).toMatchObject(ignored)
  expect(await send(id, incident(newId()))).toMatchObject(ignored)
  expect(await send(id, 'not JSON')).toMatchObject(ignored)
  expect(await send(foreign, incident(noticeId))).toMatchObject(ignored)
  expect((await setting.notice(noticeId)).state).toBe('open')
  expect(await send(id, large)).toMatchObject({ status: 202, body: { outcome: 'acknowledged' } })
})

test('an incident of before an undo answers nothing, the one after it does', async () => {
  const { id } = await add()
  const noticeId = await report()
  const member = await setting.member()
  await acknowledgeNotice(setting.store, member, noticeId)
  await undoAcknowledgement(setting.store, member, noticeId)
  expect((await send(id, incident(noticeId))).body).toEqual({ outcome: 'ignored' })
  expect((await setting.notice(noticeId)).state).toBe('open')
  expect((await send(id, incident(`${noticeId}-round-1`))).body).toEqual({ outcome: 'acknowledged' })
})

test('the incident of a digest answers all of it', async () => {
  const { id } = await add({ field: 'technical' })
  const ids = [await report('one'), await report('two')]
  await setting.escalate(30 * minute)
  const [row] = await readDeliveries(setting.store, id)
  expect((await send(id, incident(row?.digestId ?? ''))).body).toEqual({ outcome: 'acknowledged' })
  for (const one of ids) expect((await setting.notice(one)).state).toBe('acknowledged')
})
