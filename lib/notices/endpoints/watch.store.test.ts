import { and, eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressMarks } from '#/db/schema/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { recordEndpointProof } from '#/lib/accounts/proof/endpoint-proof.ts'
import { closeAccount, reopenAccount } from '#/lib/changes/closing/commands.ts'
import { stopMail } from '#/lib/changes/effects/stop-mail.ts'
import { grantOperator } from '#/lib/identity/access/staff-grants.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { runRepeats } from '#/lib/notices/delivery/repeats.ts'
import { settleMails } from '#/lib/platform/outbox/outcomes.ts'
import { hour, minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { stopClock } from '#/tests/clock.ts'
import { addEndpoint, readDeliveries, readEndpoint } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { aStorm, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { endpointProbe, watchEndpoints } from './watch.ts'

const setting = perTest(openNoticeSetting)

const report = async () => (await setting.one({ category: 'emergency' })).noticeId
const add = (given: Parameters<typeof addEndpoint>[3] = {}) =>
  addEndpoint(setting.store, setting.account.id, 'webhook', given)
/** As the worker leaves it after its first try. */
const letWait = (endpointId: string, status: 'retrying' | 'failed' = 'retrying') =>
  setting.store.transact((tx) =>
    tx
      .update(outbox)
      .set({ status, handOnAt: status === 'retrying' ? now() + minute : null })
      .where(eq(outbox.recipient, endpointKey(endpointId)))
      .then(),
  )
const toNext = async () =>
  (await setting.told()).filter((one) => one === 'notice tech@contacts.example').length
const isMarked = async (id: string) =>
  (await setting.store.read.$count(addressMarks, eq(addressMarks.addressKey, endpointKey(id)))) === 1
const watchTwice = () => Promise.all([watchEndpoints(setting.store), watchEndpoints(setting.store)])

test.each([
  ['escalations', runEscalations],
  ['repeats', runRepeats],
  ['silent endpoints', watchEndpoints],
])('once the server stops, %s wait for the next start', async (_, run) => {
  const { store } = setting
  const { id } = await add()
  await report()
  await letWait(id)
  moveClock(31 * minute)
  const before = await setting.told()
  await run(store, AbortSignal.abort())
  expect(await setting.told()).toEqual(before)
  await run(store)
  expect((await setting.told()).length).toBeGreaterThan(before.length)
})

test.each([
  ['were cancelled while they waited', {}],
  ['of ordinary notices were withheld', { status: 'withheld', lane: 'hook' }],
] as const)('however many messages %s, an emergency is handed on at once', async (_, given) => {
  const { store } = setting
  const { id } = await add()
  const noticeId = await report()
  await letWait(id)
  const [row] = await readDeliveries(store, id)
  const cancelled = { ...known(row), dueAt: null, handOnAt: 1, settledAt: now(), ...given }
  const many = Array.from({ length: 200 }, () => ({ ...cancelled, id: newId() }))
  await store.transact((tx) => tx.insert(outbox).values(many).then())
  moveClock(minute)
  await watchEndpoints(store)
  expect((await setting.notice(noticeId)).step).toBe(1)
})

test('however many messages waited for an endpoint that is gone, each notice is handed on, in a transaction of its own', async () => {
  const { store, account } = setting
  const { id } = await add()
  const noticeIds = []
  for (const dedupKey of ['one', 'two', 'three'])
    noticeIds.push((await setting.one({ category: 'emergency', dedupKey })).noticeId)
  await letWait(id)
  const before = await setting.told()
  await store.transact((tx) => stopMail(tx, { accountId: account.id, addressKey: endpointKey(id) }))
  expect(await setting.told()).toEqual(before)
  await watchTwice()
  for (const noticeId of noticeIds) expect((await setting.notice(noticeId)).step).toBe(1)
  expect(await toNext()).toBe(3)
  expect(await store.read.$count(outbox, isNotNull(outbox.handOnAt))).toBe(0)
})

test('tells the next step exactly once, whichever worker sees first that an endpoint is silent', async () => {
  stopClock()
  const { id } = await add()
  const noticeId = await report()
  await letWait(id)
  moveClock(minute - second)
  await watchTwice()
  expect(await toNext()).toBe(0)
  moveClock(minute)
  await watchTwice()
  await watchTwice()
  expect(await toNext()).toBe(1)
  expect((await setting.notice(noticeId)).step).toBe(1)
})

test('hands on at once what waits for a time from before the clock was set back', async () => {
  const { id } = await add()
  await report()
  await letWait(id)
  moveClock(-10 * minute)
  await watchTwice()
  expect(await toNext()).toBe(1)
})

test('a worker that held the row meanwhile does not make the endpoint silent again', async () => {
  const { store } = setting
  const { id } = await add()
  await report()
  await letWait(id)
  const isTo = eq(outbox.recipient, endpointKey(id))
  const held = { leaseOwner: 'worker', leaseUntil: now() + hour }
  const [row] = await store.transact((tx) => tx.update(outbox).set(held).where(isTo).returning())
  moveClock(minute)
  await watchEndpoints(store)
  const settlement = {
    status: 'retrying',
    dueAt: now() + minute,
    lastError: '',
    handOnAt: known(row).handOnAt,
  } as const
  await settleMails(store, [{ row: known(row), settlement, emptied: false }], async () => {})
  expect(await store.read.select().from(outbox).where(isTo)).toMatchObject([{ silent: true, handOnAt: null }])
})

test.each(['became silent', 'was removed'])(
  'an endpoint that %s while the notice was acknowledged counts once that is undone',
  async (how) => {
    const { store, account } = setting
    const { id } = await add()
    const noticeId = await report()
    await setting.work()
    await letWait(id)
    const member = await setting.member()
    await acknowledgeNotice(store, member, noticeId)
    moveClock(minute)
    if (how === 'was removed')
      await store.transact((tx) => stopMail(tx, { accountId: account.id, addressKey: endpointKey(id) }))
    else await watchEndpoints(store)
    expect(await toNext()).toBe(0)
    await undoAcknowledgement(store, member, noticeId)
    expect(await toNext()).toBe(1)
  },
)

const digestsTo = async (to: string) =>
  (await setting.mails()).filter(({ recipient, digestId }) => recipient === to && digestId !== null)

test('moves a storm’s digest to the next step, once', async () => {
  const { id } = await add()
  await setting.accept(aStorm(12, { category: 'emergency' }))
  await letWait(id)
  moveClock(minute)
  await watchTwice()
  expect(await digestsTo('tech@contacts.example')).toMatchObject([{ part: 'notice' }])
  expect(await toNext()).toBe(11)
})

test('moves each notice of an escalation’s digest to the next step, in one message', async () => {
  const { id } = await add({ field: 'technical' })
  await setting.accept(aStorm(2, { category: 'emergency' }))
  await setting.escalate(30 * minute)
  await letWait(id)
  moveClock(31 * minute)
  await watchTwice()
  expect(await digestsTo('olga@aurora.example')).toMatchObject([{ part: 'notice' }])
})

test('is failing after ten failures within an hour or more, and not earlier, unless the clock was set back', async () => {
  const at = now()
  const { id } = await add({ failures: 10, failedSince: at })
  const { id: other } = await addEndpoint(setting.store, setting.molo.id, 'ntfy', {
    ...{ failures: 9, failedSince: at - hour },
  })
  const early = await addEndpoint(setting.store, setting.molo.id, 'webhook', {
    ...{ failures: 10, failedSince: at + 2 * hour },
  })
  moveClock(hour - minute)
  await watchTwice()
  expect([await isMarked(id), await isMarked(early.id)]).toEqual([false, true])
  moveClock(hour)
  await watchTwice()
  expect([await isMarked(id), await isMarked(other)]).toEqual([true, false])
})

test('is not failing while it is disabled', async () => {
  const failed = { failures: 10, failedSince: now() - hour }
  const { id } = await add({ ...failed, disabledAt: now() })
  await watchEndpoints(setting.store)
  expect(await isMarked(id)).toBe(false)
  expect(await readEndpoint(setting.store, id)).toMatchObject({ probeAt: null })
})

test('is probed once an hour for three days, whatever the clock does, then no more; a proof ends it at once', async () => {
  const { store } = setting
  const { id } = await add({ failures: 10, failedSince: now() - hour })
  const isProbe = and(eq(outbox.template, endpointProbe.name), eq(outbox.recipient, endpointKey(id)))
  const probes = () => store.read.$count(outbox, isProbe)
  await watchEndpoints(store)
  moveClock(-hour)
  await watchTwice()
  expect(await probes()).toBe(1)
  moveClock(hour)
  await watchTwice()
  await watchTwice()
  expect(await probes()).toBe(2)
  for (let passed = 2; passed <= 80; passed++) {
    moveClock(passed * hour)
    await watchEndpoints(store)
  }
  expect(await probes()).toBe(72)
  expect(await isMarked(id)).toBe(true)
  await store.transact((tx) => recordEndpointProof(tx, id))
  expect(await isMarked(id)).toBe(false)
  expect(await readEndpoint(store, id)).toMatchObject({ failures: 0, failedSince: null, probeAt: null })
})

test('is not probed while its account is closed, and as long as before once it is open again', async () => {
  const { store, account } = setting
  const { id } = await add({ failures: 10, failedSince: now() - hour })
  const countProbes = () => store.read.$count(outbox, eq(outbox.template, endpointProbe.name))
  const watchUntil = async (from: number, to: number) => {
    for (let passed = from; passed <= to; passed++) {
      moveClock(passed * hour)
      await watchEndpoints(store)
    }
  }
  await watchUntil(0, 3)
  expect(await countProbes()).toBe(3)
  const { slug } = account
  await closeAccount(store, grantOperator(), { slug, reason: 'Left' })
  await watchUntil(4, 99)
  expect(await countProbes()).toBe(3)
  await reopenAccount(store, grantOperator(), { slug })
  await watchUntil(99, 200)
  expect(await countProbes()).toBe(72)
  expect(await isMarked(id)).toBe(true)
})
