import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { acknowledgeByEndpoint } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { addEndpoint, openEndpoints, readEndpoint } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { startSending } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { CallError, parseEndpointReason } from './reason.ts'
import { watchEndpoints } from './watch.ts'

const setting = perTest(() => openNoticeSetting())
const emergency = { category: 'emergency', summary: 'Feed down' } as const

const deliveries = async (key: string) =>
  setting.store.read.select().from(outbox).where(eq(outbox.recipient, key)).orderBy(asc(outbox.id))

test('an emergency reaches a webhook beside mail, and every answer is told to it', async () => {
  const { store, ...tools } = setting
  const endpoint = await addEndpoint(store, setting.account.id, 'webhook')
  const { transport, requests, types } = openEndpoints(store)
  const { relay } = await startSending(store, {}, {}, [transport])
  const { noticeId } = await tools.one(emergency)
  await eventually(() => expect(types()).toEqual(['notice.opened']))
  expect(requests[0]?.json).toMatchObject({
    data: {
      account: { slug: 'aurora' },
      notice: { id: noticeId, summary: 'Feed down', category: 'emergency' },
    },
  })
  expect(requests[0]?.headers['webhook-id']).toBe((await deliveries(endpointKey(endpoint.id)))[0]?.id)
  await eventually(() =>
    expect(relay.received.map(({ recipients }) => recipients[0])).toContain('oncall@contacts.example'),
  )
  expect((await tools.notice(noticeId)).state).toBe('open')
})

test('a webhook that answers for its people acknowledges, and hears that it did', async () => {
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'webhook')
  const { transport, types } = openEndpoints(store, (request) => {
    const { type } = JSON.parse(request.body)
    return type === 'notice.opened' ? { status: 200, body: '{"acknowledged":true,"by":"Rota"}' } : {}
  })
  await startSending(store, {}, {}, [transport])
  const { noticeId } = await setting.one(emergency)
  await eventually(async () =>
    expect(await setting.notice(noticeId)).toMatchObject({
      state: 'acknowledged',
      acknowledgedAs: 'Rota, via Webhook · hooks.example.net',
    }),
  )
  await eventually(() => expect(types()).toEqual(['notice.opened', 'notice.acknowledged']))
})

test('tells the next step after a minute in which the webhook was silent, although a mail was accepted', async () => {
  const { store } = setting
  const endpoint = await addEndpoint(store, setting.account.id, 'webhook', { alerts: [setting.anna.id] })
  const { transport } = openEndpoints(store, () => new CallError('timeout'))
  await startSending(store, {}, {}, [transport])
  const { noticeId } = await setting.one(emergency)
  await eventually(async () =>
    expect(await deliveries(endpointKey(endpoint.id))).toMatchObject([{ status: 'retrying' }]),
  )
  await watchEndpoints(store)
  expect((await setting.notice(noticeId)).step).toBe(0)
  moveClock(minute)
  await watchEndpoints(store)
  expect((await setting.notice(noticeId)).step).toBe(1)
  expect(await setting.told()).toContain('notice tech@contacts.example')
  await watchEndpoints(store)
  expect((await setting.told()).filter((one) => one === 'notice tech@contacts.example')).toHaveLength(1)
})

test('hands nothing on where the endpoint took the message', async () => {
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'ntfy')
  const { transport, requests } = openEndpoints(store)
  await startSending(store, { recipient: () => '550 5.2.2 full' }, {}, [transport])
  const { noticeId } = await setting.one(emergency)
  await eventually(() => expect(requests).toHaveLength(1))
  moveClock(10 * minute)
  await watchEndpoints(store)
  expect((await setting.notice(noticeId)).step).toBe(0)
})

test.each([
  ['ntfy', 404, { disabledAt: null, marks: 1 }],
  ['webhook', 410, { disabledAt: expect.any(Number), marks: 1 }],
  ['pagerduty', 400, { disabledAt: null, marks: 0 }],
] as const)(
  'after %s answered %i the endpoint is as specified',
  async (kind, status, { marks, ...expected }) => {
    const { store } = setting
    const { id } = await addEndpoint(store, setting.account.id, kind)
    const { transport } = openEndpoints(store, () => ({ status }))
    await startSending(store, {}, {}, [transport])
    await setting.one(emergency)
    await eventually(async () =>
      expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'failed' }]),
    )
    expect(await readEndpoint(store, id)).toMatchObject(expected)
    expect(await store.read.$count(addressMarks, eq(addressMarks.addressKey, endpointKey(id)))).toBe(marks)
  },
)

test('ten failures in a row over an hour make it failing; a probe that arrives mends it', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'ntfy', {
    failures: 9,
    failedSince: now() - 2 * hour,
  })
  let answers = 500
  const { transport, requests } = openEndpoints(store, () => ({ status: answers }))
  await startSending(store, {}, {}, [transport])
  await setting.one(emergency)
  await eventually(async () => expect((await readEndpoint(store, id)).failures).toBe(10))
  await watchEndpoints(store)
  const isMarked = () => store.read.$count(addressMarks, eq(addressMarks.addressKey, endpointKey(id)))
  expect(await isMarked()).toBe(1)
  const { noticeId } = await setting.one({ ...emergency, dedupKey: 'other' })
  expect((await setting.told()).filter((one) => one.includes(endpointKey(id)))).toHaveLength(1)
  expect(noticeId).not.toBe('')
  answers = 200
  moveClock(hour)
  await watchEndpoints(store)
  await eventually(async () => expect(await isMarked()).toBe(0))
  const probe = expect.objectContaining({
    title: expect.stringMatching(/^Riproviamo questo endpoint/),
    priority: 3,
  })
  await eventually(() => expect(requests.map(({ json }) => json)).toContainEqual(probe))
})

test.each([
  ['acknowledged', { action: 'acknowledge' }],
  ['resolved', { action: 'resolve' }],
] as const)('what waits for another try is not sent once the notice is %s', async (what, event) => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  const { transport, types } = openEndpoints(store, (request) =>
    JSON.parse(request.body).type === 'notice.opened' ? { status: 503 } : {},
  )
  await startSending(store, {}, {}, [transport])
  await setting.one(emergency)
  const statuses = async () => (await deliveries(endpointKey(id))).map(({ status }) => status)
  await eventually(async () => expect(await statuses()).toEqual(['retrying']))
  await setting.one({ ...emergency, ...event })
  await eventually(async () => expect(await statuses()).toEqual(['retrying', 'accepted']))
  moveClock(minute)
  await eventually(async () => expect(await statuses()).toEqual(['superseded', 'accepted']))
  expect(types()).toEqual(['notice.opened', `notice.${what}`])
})

test('what went to a place before it was replaced answers no more, and confirms nothing', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'ntfy')
  const { transport, requests } = openEndpoints(store)
  await startSending(store, {}, {}, [transport])
  const { noticeId } = await setting.one(emergency)
  await eventually(() => expect(requests).toHaveLength(1))
  const [told] = await deliveries(endpointKey(id))
  const set = (columns: Partial<typeof endpoints.$inferInsert>) =>
    store.transact((tx) => tx.update(endpoints).set(columns).where(eq(endpoints.id, id)).then())
  await set({ confirmedAt: null })
  await expect(acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).rejects.toThrow('not-found')
  expect((await readEndpoint(store, id)).confirmedAt).toBeNull()
  await set({ confirmedAt: now() + 1 })
  await expect(acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).rejects.toThrow('not-found')
  expect((await setting.notice(noticeId)).state).toBe('open')
  await set({ confirmedAt: 1, disabledBy: setting.grace.id })
  await expect(acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).rejects.toThrow('not-found')
})

test.each([
  ['is not confirmed', { confirmedAt: null }],
  ['is confirmed at another place since', { confirmedAt: now() + hour }],
])(
  'what waits for an endpoint that %s is not sent, and a later success confirms nothing',
  async (_, columns) => {
    const { store } = setting
    const { id } = await addEndpoint(store, setting.account.id, 'ntfy')
    await setting.one(emergency)
    await store.transact((tx) =>
      tx
        .update(endpoints)
        .set({ ...columns, failures: 10 })
        .where(eq(endpoints.id, id))
        .then(),
    )
    const { transport, requests } = openEndpoints(store)
    await startSending(store, {}, {}, [transport])
    await eventually(async () =>
      expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'failed' }]),
    )
    const [row] = await deliveries(endpointKey(id))
    expect(parseEndpointReason(row?.lastError ?? '')).toBe('removed')
    expect(requests).toEqual([])
    await watchEndpoints(store)
    expect((await readEndpoint(store, id)).confirmedAt).toBe(columns.confirmedAt)
  },
)
