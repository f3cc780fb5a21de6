import { asc, eq, isNotNull, like } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { endpoints } from '#/db/schema/endpoints.ts'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks, notices } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { env } from '#/env.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { noticeSchema, toNoticeResponse } from '#/lib/api/notices/notice-response.ts'
import { acknowledgeByEndpoint } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { remindOfNotice } from '#/lib/notices/acknowledgement/remind.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { hour, minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { stopClock } from '#/tests/clock.ts'
import { addEndpoint, openEndpoints, readEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { startSending, waitUntilSent } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { countStart, endpointPolicy } from './policy.ts'
import { CallError, parseEndpointReason } from './reason.ts'
import { watchEndpoints } from './watch.ts'

const setting = perTest(() => openNoticeSetting())
const emergency = { category: 'emergency', summary: 'Feed down' } as const

const deliveries = async (key: string) =>
  setting.store.read.select().from(outbox).where(eq(outbox.recipient, key)).orderBy(asc(outbox.id))

/** What a webhook has of a notice: all that the API has, but what names its sender or is about our messages. */
const toldSchema = noticeSchema.omit({
  ...{ account: true, accountNamed: true, source: true, dedupKey: true },
  ...{ wouldReach: true, inFlight: true, deliveries: true },
})

test('each message to a webhook has its notice as the API describes it, and where to read and answer it', async () => {
  const { store, account } = setting
  const first = await addEndpoint(store, account.id, 'webhook')
  const beside = { 'technical-emergency': [toEntry(first)] }
  await addEndpoint(store, account.id, 'webhook', { field: 'technical', beside, alerts: [setting.anna.id] })
  const { requests } = await startEndpoints(store)
  const member = await setting.member()
  const noticeOf = ({ json }: (typeof requests)[number]) => (json.data as { notice: { id: string } }).notice
  /** Which types of messages came to which webhook. */
  async function see() {
    await eventually(async () => expect(await store.read.$count(outbox, isNotNull(outbox.dueAt))).toBe(0))
    return requests.splice(0).map((request) => {
      const { endpointId, headers, json } = request
      const { id, slug, name } = account
      const token = linkToken('acknowledge', headers['webhook-id'] ?? '')
      const notice = toldSchema.strict().parse(noticeOf(request))
      const url = `${env.APP_URL}/accounts/aurora/notices/${notice.id}`
      const isOver = /acknowledged|resolved|closed|ended/.test(String(json.type))
      const answer = isOver ? {} : { acknowledge: `${env.APP_URL}/api/v1/acknowledge/${token}` }
      expect(json.data).toEqual({ account: { id, slug, name }, notice, url, ...answer })
      return `${json.type} ${endpointId === first.id ? 'first' : 'second'}`
    })
  }
  const { noticeId } = await setting.one(emergency)
  await eventually(() => expect(requests).toHaveLength(1))
  const { escalateAt } = await setting.notice(noticeId)
  expect(noticeOf(known(requests[0]))).toMatchObject({
    escalatesAt: new Date(known(escalateAt)).toISOString(),
  })
  expect(await see()).toEqual(['notice.opened first'])
  await setting.repeat(10 * minute)
  expect(await see()).toEqual(['notice.repeated first'])
  await setting.escalate(30 * minute)
  expect(await see()).toEqual(['notice.escalated second'])
  const both = (type: string) => [`${type} first`, `${type} second`]
  await acknowledgeNotice(store, member, noticeId)
  expect((await see()).sort()).toEqual(both('notice.acknowledged'))
  await undoAcknowledgement(store, member, noticeId)
  expect((await see()).sort()).toEqual(both('notice.reopened'))
  await closeNotice(store, member, { noticeId, note: 'Done.' })
  await eventually(() => expect(requests).toHaveLength(2))
  const view = known(await findNotice(store.read, member, noticeId))
  expect(toNoticeResponse({ ...view, accountSlug: 'aurora' })).toMatchObject({
    ...noticeOf(known(requests[0])),
    id: noticeId,
    closeNote: 'Done.',
  })
  expect((await see()).sort()).toEqual(both('notice.closed'))
  const technical = { category: 'technical', dedupKey: 'other' } as const
  const { noticeId: other } = await setting.one(technical)
  expect(await see()).toEqual(['notice.opened second'])
  moveClock(46 * minute)
  await remindOfNotice(store, setting.support(), other)
  expect(await see()).toEqual(['notice.reminded second'])
  await setting.one({ ...technical, action: 'resolve' })
  expect(await see()).toEqual(['notice.resolved second'])
  await sendTestNotice(store, member, 'technical')
  expect(await see()).toEqual(['test.opened second'])
  await sendDrill(store, setting.support(), 'aurora')
  expect(await see()).toEqual(['drill.opened first'])
  await setting.escalate(46 * minute + drillSpan)
  expect(await see()).toEqual(['drill.ended first'])
})

test('a message counts for the rate of its kind', async () => {
  const { id } = await addEndpoint(setting.store, setting.account.id, 'webhook')
  const { transport, requests } = openEndpoints(setting.store)
  const to = { recipient: endpointKey(id), host: null } as OutboxRow
  const isHeld = () => transport.hold(known(transport.lanes[0]), []).has(to)
  // Its bucket is nearly empty for an hour.
  countStart(endpointKey(id), { burst: 2, every: hour })
  expect(isHeld()).toBe(false)
  await startSending(setting.store, {}, {}, [transport])
  await setting.one(emergency)
  await eventually(() => expect(requests).toHaveLength(1))
  expect(isHeld()).toBe(true)
})

test.each([
  ['takes it', { status: 202 }, false],
  ['refuses it', { status: 500 }, false],
  ['is gone', { status: 410 }, false],
  ['is called by nobody', new CallError('off'), false],
  ['refuses the connection', new CallError('connect'), false],
  ['does not answer', new CallError('timeout'), true],
  ['breaks off', new CallError('broken-off'), true],
] as const)('an endpoint that %s is silent or not', async (_what, answer, isSilent) => {
  const { id } = await addEndpoint(setting.store, setting.account.id, 'webhook')
  const { transport } = openEndpoints(setting.store, () => answer)
  const to = { recipient: endpointKey(id), host: 'hooks.example.net', accountId: 'one' } as OutboxRow
  await startSending(setting.store, {}, {}, [transport])
  await setting.one(emergency)
  await eventually(async () =>
    expect(await deliveries(to.recipient)).not.toMatchObject([{ status: 'sending' }]),
  )
  await eventually(async () => expect((await deliveries(to.recipient))[0]?.history).toHaveLength(1))
  const others = Array.from({ length: 4 }, (_, n) => ({
    row: { ...to, recipient: `${n}`, accountId: `${n}` },
    isStalled: true,
  }))
  expect(transport.hold(known(transport.lanes[0]), others).has(to)).toBe(isSilent)
})

test.each([
  [',"by":"Rota"', 'Rota, via Night rota (Webhook · hooks.example.net)'],
  [',"by":"Night rota"', 'Night rota, via Webhook · hooks.example.net'],
  ['', 'Night rota, via Webhook · hooks.example.net'],
  [',"by":"\\u200e"', 'Night rota, via Webhook · hooks.example.net'],
])(
  'a webhook that answers for its people %s acknowledges, and hears that it did',
  async (by, acknowledgedAs) => {
    const { store } = setting
    await addEndpoint(store, setting.account.id, 'webhook', { label: 'Night rota' })
    const { types } = await startEndpoints(store, (request) => {
      const { type } = JSON.parse(request.body)
      return type === 'notice.opened' ? { status: 200, body: `{"acknowledged":true${by}}` } : {}
    })
    const { noticeId } = await setting.one(emergency)
    await eventually(async () =>
      expect(await setting.notice(noticeId)).toMatchObject({ state: 'acknowledged', acknowledgedAs }),
    )
    await eventually(() => expect(types()).toEqual(['notice.opened', 'notice.acknowledged']))
  },
)

test('a notice that asks no answer offers none, and no answer acknowledges it', async () => {
  const { store, account } = setting
  await addEndpoint(store, account.id, 'webhook')
  const { noticeId } = await setting.one(emergency)
  await setting.set(notices, noticeId, { asksAnswer: false })
  const { requests } = await startEndpoints(store, () => ({ body: '{"acknowledged":true,"by":"Rota"}' }))
  await waitUntilSent(store)
  expect(requests.map(({ json }) => json.data)).toEqual([
    expect.not.objectContaining({ acknowledge: expect.anything() }),
  ])
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test.each([
  ['emergency', 'technical-emergency', minute, 'tech@contacts.example'],
  ['technical', 'technical', 5 * minute, 'anna@aurora.example'],
] as const)(
  'tells the next step of %s when the webhook in %s was silent for %i ms, although a mail was accepted',
  async (category, field, patience, next) => {
    const { store } = setting
    const alerts = category === 'emergency' ? [] : [setting.anna.id]
    const endpoint = await addEndpoint(store, setting.account.id, 'webhook', { field, alerts })
    const { relay } = await startEndpoints(store, () => new CallError('timeout'))
    const { noticeId } = await setting.one({ category })
    await eventually(async () =>
      expect(await deliveries(endpointKey(endpoint.id))).toMatchObject([{ status: 'retrying' }]),
    )
    await eventually(() => expect(relay.received).not.toEqual([]))
    moveClock(patience / 2)
    await watchEndpoints(store)
    expect((await setting.notice(noticeId)).step).toBe(0)
    moveClock(patience)
    await watchEndpoints(store)
    expect((await setting.notice(noticeId)).step).toBe(1)
    expect(await setting.told()).toContain(`notice ${next}`)
    const [handedOn] = await deliveries(next)
    await eventually(async () =>
      expect(await readNoticeMail(store.read, known(handedOn))).toMatchObject({
        data: { skipReason: 'silent' },
      }),
    )
  },
)

test('hands nothing on where one of the endpoints took the message', async () => {
  const { store, account } = setting
  const silent = await addEndpoint(store, account.id, 'webhook')
  await addEndpoint(store, account.id, 'ntfy', { beside: { 'technical-emergency': [toEntry(silent)] } })
  const { requests } = await startEndpoints(
    store,
    (_, id) => (id === silent.id ? new CallError('timeout') : {}),
    { recipient: () => '550 5.2.2 full' },
  )
  const { noticeId } = await setting.one(emergency)
  await eventually(async () => {
    expect(await deliveries(endpointKey(silent.id))).toMatchObject([{ status: 'retrying' }])
    expect(requests.length).toBeGreaterThanOrEqual(2)
  })
  moveClock(10 * minute)
  await watchEndpoints(store)
  expect(await deliveries(endpointKey(silent.id))).toMatchObject([{ silent: true }])
  expect((await setting.notice(noticeId)).step).toBe(0)
})

test('a number that takes only emergencies keeps nothing else from the next step', async () => {
  const { store, account } = setting
  const alerts = [setting.anna.id]
  const { id } = await addEndpoint(store, account.id, 'sms', { field: 'technical', alerts })
  const refuses = /^tech@/
  const { requests } = await startEndpoints(store, undefined, {
    recipient: (to) => (refuses.test(to) ? '550 5.2.2 full' : undefined),
  })
  const { noticeId } = await setting.one({ category: 'technical' })
  await eventually(async () => expect(await setting.told()).toContain('notice anna@aurora.example'))
  expect((await setting.notice(noticeId)).step).toBe(1)
  expect([await deliveries(endpointKey(id)), requests]).toEqual([[], []])
})

test.each([
  ['ntfy', 404, 'missing', { disabledAt: null, marks: 1 }],
  ['webhook', 410, 'gone', { disabledAt: expect.any(Number), marks: 1 }],
  ['pagerduty', 400, 'message', { disabledAt: null, marks: 0 }],
  ['ntfy', 'sealed by a lost key', 'sealed', { disabledAt: null, marks: 1 }],
] as const)(
  'after %s answered %s the endpoint is as specified, and the next step is told of each notice',
  async (kind, status, reason, { marks, ...expected }) => {
    const { store } = setting
    const sealed = typeof status === 'string'
    const { id } = await addEndpoint(store, setting.account.id, kind, sealed ? { sealed: status } : {})
    for (const dedupKey of ['one', 'two', 'three']) await setting.one({ ...emergency, dedupKey })
    const { requests } = await startEndpoints(store, () => (sealed ? {} : { status }))
    const failed = Array(3).fill(expect.objectContaining({ status: 'failed' }))
    await eventually(async () => expect(await deliveries(endpointKey(id))).toEqual(failed))
    expect(requests.length > 0).toBe(!sealed)
    const refused = /^recapito_endpoint_refused_total\{reason="sealed"\} 3$/m
    if (sealed) expect((await readMetrics(store.read)).text).toMatch(refused)
    expect(parseEndpointReason(known((await deliveries(endpointKey(id)))[0]).lastError)).toBe(reason)
    expect(await readEndpoint(store, id)).toMatchObject(expected)
    expect(await store.read.$count(addressMarks, eq(addressMarks.addressKey, endpointKey(id)))).toBe(marks)
    const next = (await setting.told()).filter((one) => one === 'notice tech@contacts.example')
    expect(next).toHaveLength(3)
  },
)

test('ten failures in a row over an hour make it failing; a probe that arrives mends it', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook', {
    failures: 9,
    failedSince: now() - 2 * hour,
  })
  // What waits for another try would mend it too.
  const { requests } = await startEndpoints(store, ({ body }) => ({
    status: JSON.parse(body).type === 'endpoint.probe' ? 200 : 500,
  }))
  await setting.one(emergency)
  await eventually(async () => expect((await readEndpoint(store, id)).failures).toBe(10))
  await watchEndpoints(store)
  const isMarked = () => store.read.$count(addressMarks, eq(addressMarks.addressKey, endpointKey(id)))
  expect(await isMarked()).toBe(1)
  await setting.one({ ...emergency, dedupKey: 'other' })
  expect((await setting.told()).filter((one) => one.includes(endpointKey(id)))).toHaveLength(1)
  moveClock(hour)
  await watchEndpoints(store)
  await eventually(async () => expect(await isMarked()).toBe(0))
  const { id: accountId, slug, name } = setting.account
  const probe = expect.objectContaining({
    type: 'endpoint.probe',
    data: { account: { id: accountId, slug, name } },
  })
  await eventually(() => expect(requests.map(({ json }) => json)).toContainEqual(probe))
})

test.each([
  ['acknowledged', { action: 'acknowledge' }],
  ['resolved', { action: 'resolve' }],
] as const)('what waits for another try is not sent once the notice is %s', async (what, event) => {
  stopClock()
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  const { types } = await startEndpoints(store, (request) =>
    JSON.parse(request.body).type === 'notice.opened' ? { status: 503 } : {},
  )
  await setting.one(emergency)
  const statuses = async () => (await deliveries(endpointKey(id))).map(({ status }) => status)
  await eventually(async () => expect(await statuses()).toEqual(['retrying']))
  await setting.one({ ...emergency, ...event })
  await eventually(async () => expect(await statuses()).toEqual(['retrying', 'accepted']))
  moveClock(minute)
  await eventually(async () => expect(await statuses()).toEqual(['superseded', 'accepted']))
  expect(types()).toEqual(['notice.opened', `notice.${what}`])
})

test('a message that waits is sent although a later one failed', async () => {
  stopClock()
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'ntfy')
  const { requests } = await startEndpoints(store, ({ body }) =>
    body.includes('ok_hand') ? { status: 400 } : requests.length > 1 ? {} : { status: 503 },
  )
  const statuses = async () => (await deliveries(endpointKey(id))).map(({ status }) => status)
  await setting.one(emergency)
  await eventually(async () => expect(await statuses()).toEqual(['retrying']))
  await setting.one({ ...emergency, action: 'acknowledge' })
  await eventually(async () => expect(await statuses()).toEqual(['retrying', 'failed']))
  moveClock(minute)
  await eventually(async () => expect(await statuses()).toEqual(['accepted', 'failed']))
})

test('a resolve that waits for another try goes out although somebody acknowledges meanwhile', async () => {
  stopClock()
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'webhook')
  let isBusy = true
  const { types } = await startEndpoints(store, ({ body }) =>
    isBusy && JSON.parse(body).type === 'notice.resolved' ? { status: 503 } : {},
  )
  const { noticeId } = await setting.one(emergency)
  await eventually(() => expect(types()).toEqual(['notice.opened']))
  await setting.one({ ...emergency, action: 'resolve' })
  await eventually(() => expect(types()).toHaveLength(2))
  await acknowledgeNotice(store, await setting.member(), noticeId)
  await eventually(() => expect(types().at(-1)).toBe('notice.acknowledged'))
  isBusy = false
  moveClock(minute)
  await eventually(() => expect(types().at(-1)).toBe('notice.resolved'))
})

test.each(['proxy', 'off'] as const)(
  'sends what our own way out held back (%s) once a message gets through',
  async (reason) => {
    stopClock()
    const { store } = setting
    const { id } = await addEndpoint(store, setting.account.id, 'webhook')
    let isDown = true
    const { requests } = await startEndpoints(store, () => (isDown ? new CallError(reason) : {}))
    await setting.one(emergency)
    await eventually(async () =>
      expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'retrying', relayFailed: true }]),
    )
    await store.transact((tx) =>
      tx
        .update(outbox)
        .set({ dueAt: now() + hour })
        .where(eq(outbox.recipient, endpointKey(id)))
        .then(),
    )
    expect((await readEndpoint(store, id)).failures).toBe(0)
    isDown = false
    await setting.one({ ...emergency, dedupKey: 'other' })
    await eventually(() => expect(requests).toHaveLength(3))
  },
)

test('a start sends at once what the way out of before held back', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  await setting.one(emergency)
  const held = { status: 'retrying', relayFailed: true, dueAt: now() + hour } as const
  await store.transact((tx) =>
    tx
      .update(outbox)
      .set(held)
      .where(eq(outbox.recipient, endpointKey(id)))
      .then(),
  )
  const { requests } = await startEndpoints(store)
  await eventually(() => expect(requests).toHaveLength(1))
})

test('a probe that nobody takes ends within a minute: another comes', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook', { probeAt: 1 })
  await setting.mark(endpointKey(id))
  await startEndpoints(store, () => ({ status: 500 }))
  await watchEndpoints(store)
  const isProbe = (status: string) => async () =>
    expect(await deliveries(endpointKey(id))).toMatchObject([{ status }])
  await eventually(isProbe('retrying'))
  moveClock(minute)
  await eventually(isProbe('expired'))
})

test('tries what a proxy refuses at most every five minutes, whatever else gets through', async () => {
  const { store } = setting
  const refused = await addEndpoint(store, setting.account.id, 'webhook')
  const beside = { 'technical-emergency': [toEntry(refused)] }
  const other = await addEndpoint(store, setting.account.id, 'ntfy', { beside })
  const { requests } = await startEndpoints(store, (_, id) =>
    id === refused.id ? new CallError('proxy') : {},
  )
  const taken = () => requests.filter(({ endpointId }) => endpointId === other.id)
  for (const dedupKey of ['one', 'two', 'three', 'four', 'five']) {
    const before = taken().length
    await setting.one({ ...emergency, dedupKey })
    await eventually(() => expect(taken()).toHaveLength(before + 1))
    await eventually(async () =>
      expect((await deliveries(endpointKey(refused.id))).every(({ relayFailed }) => relayFailed)).toBe(true),
    )
  }
  const tries = (await deliveries(endpointKey(refused.id))).map(({ attempts }) => attempts)
  expect(Math.max(...tries)).toBeLessThanOrEqual(2)
})

test('a repeat that waits leaves the message before it its patience', async () => {
  stopClock()
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  const { noticeId } = await setting.one(emergency)
  // The worker was away for longer than repeats wait.
  moveClock(11 * minute)
  const { types } = await startEndpoints(store, () => ({ status: 500 }))
  await eventually(async () =>
    expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'retrying' }]),
  )
  const watchedStep = async () => {
    await watchEndpoints(store)
    return (await setting.notice(noticeId)).step
  }
  expect(await watchedStep()).toBe(0)
  await setting.repeat()
  await eventually(() => expect(types()).toEqual(['notice.opened', 'notice.repeated']))
  moveClock(11 * minute + 45 * second)
  await eventually(() => expect(types().filter((type) => type === 'notice.opened')).toHaveLength(2))
  expect(await watchedStep()).toBe(0)
  moveClock(12 * minute + second)
  expect(await watchedStep()).toBe(1)
})

test('sends what follows although another clock makes it look older than what was taken or waits', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  /** As if a clock that was ahead had written what it was told last. */
  async function setAhead() {
    const last = known((await deliveries(endpointKey(id))).at(-1))
    const isIt = eq(outbox.id, last.id)
    await store.transact((tx) =>
      tx
        .update(outbox)
        .set({ id: `ff${last.id.slice(2)}` })
        .where(isIt)
        .then(),
    )
  }
  await setting.one({ ...emergency, dedupKey: 'waits' })
  await setAhead()
  await setting.one({ ...emergency, dedupKey: 'waits', action: 'acknowledge' })
  const { types } = await startEndpoints(store)
  await eventually(() => expect(types()).toContain('notice.acknowledged'))
  await setting.one({ ...emergency, dedupKey: 'taken' })
  await eventually(async () =>
    expect((await deliveries(endpointKey(id))).every(({ dueAt }) => dueAt === null)).toBe(true),
  )
  await store.transact((tx) => tx.delete(outbox).where(like(outbox.id, 'ff%')).then())
  await setAhead()
  moveClock(11 * minute)
  await setting.repeat()
  await eventually(() => expect(types()).toContain('notice.repeated'))
})

test('an answer that comes once no field lists the endpoint ends the message all the same', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'webhook')
  const { noticeId } = await setting.one(emergency)
  await setting.nameTechnical(account.id, [], [])
  await startEndpoints(store, () => ({ body: '{"acknowledged":true,"by":"Rota"}' }))
  await eventually(async () =>
    expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'accepted' }]),
  )
  expect((await setting.notice(noticeId)).state).toBe('open')
})

test('counts no fault of ours against an endpoint', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  await setting.one(emergency)
  const [row] = await deliveries(endpointKey(id))
  const settle = (lastError: string) =>
    store.transact(async (tx) => {
      await endpointPolicy.record?.(tx, [{ ...known(row), status: 'retrying', lastError }])
    })
  for (const own of ['Not sent: no such column', 'It is disabled.', 'It was removed.']) await settle(own)
  expect((await readEndpoint(store, id)).failures).toBe(0)
  await settle('HTTP 500: an error of theirs')
  expect((await readEndpoint(store, id)).failures).toBe(1)
})

test('a message to a place that was replaced or disabled since answers no more, and confirms nothing', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'ntfy')
  const { requests } = await startEndpoints(store)
  const { noticeId } = await setting.one(emergency)
  await eventually(() => expect(requests).toHaveLength(1))
  const [told] = await deliveries(endpointKey(id))
  const set = (columns: Partial<typeof endpoints.$inferInsert>) =>
    store.transact((tx) => tx.update(endpoints).set(columns).where(eq(endpoints.id, id)).then())
  await set({ confirmedAt: null })
  expect(await acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).toBeNull()
  expect((await readEndpoint(store, id)).confirmedAt).toBeNull()
  await set({ confirmedAt: 1, replacedAt: now() + 1 })
  expect(await acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).toBeNull()
  expect((await setting.notice(noticeId)).state).toBe('open')
  for (const disabledBy of [setting.grace.id, null]) {
    await set({ confirmedAt: 1, disabledAt: 1, disabledBy })
    expect(await acknowledgeByEndpoint(store, told?.id ?? '', 'Old phone')).toBeNull()
  }
})

test.each([
  ['taken', 200],
  ['refused for ever', 410],
  ['refused', 404],
])(
  'a message that the old place had when it was replaced, and %s, says nothing of the new one',
  async (_, status) => {
    const { store } = setting
    const { id } = await addEndpoint(store, setting.account.id, 'ntfy', { failures: 10, failedSince: 1 })
    const replaced = { confirmedAt: null, replacedAt: now() + second, failures: 0, failedSince: null }
    const isThis = eq(endpoints.id, id)
    await startEndpoints(store, async () => {
      await store.transact((tx) => tx.update(endpoints).set(replaced).where(isThis).then())
      return { status }
    })
    await setting.one(emergency)
    await eventually(async () =>
      expect(await deliveries(endpointKey(id))).toMatchObject([{ settledAt: expect.any(Number) }]),
    )
    expect(await readEndpoint(store, id)).toMatchObject({ ...replaced, disabledAt: null, probeAt: null })
    expect(await store.read.$count(addressMarks)).toBe(0)
  },
)

test('goes to an endpoint that was replaced before the clock was set back, which may answer', async () => {
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'webhook', { replacedAt: now() + hour })
  await startEndpoints(store, () => ({ body: '{"acknowledged":true,"by":"Rota"}' }))
  const { noticeId } = await setting.one(emergency)
  await eventually(async () => expect((await setting.notice(noticeId)).state).toBe('acknowledged'))
})

test('what waits for an endpoint that is another account’s by now is not sent', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'ntfy')
  await setting.one(emergency)
  const accountId = setting.molo.id
  await store.transact((tx) => tx.update(endpoints).set({ accountId }).where(eq(endpoints.id, id)).then())
  const { requests } = await startEndpoints(store)
  await eventually(async () =>
    expect(await deliveries(endpointKey(id))).toMatchObject([{ status: 'failed' }]),
  )
  expect(requests).toEqual([])
})

test.each([
  ['is not confirmed', () => ({ confirmedAt: null })],
  ['is confirmed at another place since', () => ({ confirmedAt: 1, replacedAt: now() + second })],
])(
  'what waits for an endpoint that %s is not sent, and a later success confirms nothing',
  async (_, toColumns) => {
    const { store } = setting
    const { id } = await addEndpoint(store, setting.account.id, 'ntfy')
    await setting.one(emergency)
    const columns = toColumns()
    await store.transact((tx) =>
      tx
        .update(endpoints)
        .set({ ...columns, failures: 10 })
        .where(eq(endpoints.id, id))
        .then(),
    )
    const { requests } = await startEndpoints(store)
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
