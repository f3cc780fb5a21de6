import { eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { claimMail } from '#/lib/platform/outbox/claims.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { aStorm, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { endpointPolicy } from './policy.ts'

const setting = perTest(() => openNoticeSetting())
const emergency = { category: 'emergency', summary: 'Feed down' } as const

const waiting = () => setting.store.read.$count(outbox, isNotNull(outbox.dueAt))

test('a storm of emergencies reaches an endpoint as ten messages and digests, two at a time', async () => {
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'webhook')
  const inFlight: string[] = []
  let most = 0
  const second = Promise.withResolvers<void>()
  const { requests } = await startEndpoints(store, async ({ body }) => {
    const { notice, notices } = JSON.parse(body).data
    const concerned = [notice, ...(notices ?? [])].flatMap((one) => one?.id ?? [])
    expect(inFlight.filter((id) => concerned.includes(id))).toEqual([])
    inFlight.push(...concerned)
    most = Math.max(most, inFlight.length)
    if (most === 2) second.resolve()
    await second.promise
    await new Promise(setImmediate)
    inFlight.splice(0, inFlight.length, ...inFlight.filter((id) => !concerned.includes(id)))
    return {}
  })
  await setting.accept(aStorm(200, emergency))
  await eventually(() => expect(requests).toHaveLength(10))
  expect(most).toBe(2)
  moveClock(minute)
  await eventually(async () => expect(await waiting()).toBe(0))
  const types = requests.map(({ json }) => json.type)
  expect(types.slice(0, 10)).toEqual(Array(10).fill('notice.opened'))
  const digests = requests.slice(10).map(({ json }) => json.data as { total: number; notices: object[] })
  expect(types.slice(10)).toEqual(Array(digests.length).fill('notice.digest'))
  expect(digests.reduce((sum, { total }) => sum + total, 0)).toBe(190)
  expect(digests.every(({ notices }) => notices.length <= 50)).toBe(true)
  expect(requests.every(({ body }) => Buffer.byteLength(body) <= 20_000)).toBe(true)
})

test('a message waits until the one before it has been answered, and delays no other notice', async () => {
  const { store } = setting
  await addEndpoint(store, setting.account.id, 'webhook')
  const held = Promise.withResolvers<object>()
  const { types } = await startEndpoints(store, ({ body }) =>
    JSON.parse(body).data.notice.summary === 'Held' ? held.promise : {},
  )
  const { noticeId } = await setting.one({ ...emergency, summary: 'Held' })
  await eventually(() => expect(types()).toEqual(['notice.opened']))
  await acknowledgeNotice(store, await setting.member(), noticeId)
  await setting.one({ ...emergency, dedupKey: 'other' })
  await eventually(() => expect(types()).toEqual(['notice.opened', 'notice.opened']))
  held.resolve({})
  await eventually(() => expect(types()).toEqual(['notice.opened', 'notice.opened', 'notice.acknowledged']))
})

test('messages of one notice whose workers died do not wait for each other', async () => {
  const { store } = setting
  const { id } = await addEndpoint(store, setting.account.id, 'webhook')
  await setting.one(emergency)
  const dead = { leaseOwner: 'dead', leaseUntil: now() - 1, dueAt: now() - 1 }
  await store.transact(async (tx) => {
    const isIts = eq(outbox.recipient, endpointKey(id))
    const [row] = await tx.update(outbox).set(dead).where(isIts).returning()
    await tx.insert(outbox).values({ ...known(row), id: newId() })
  })
  const wake = known(endpointPolicy.lanes[0])
  const claim = { lane: 'wake', owner: 'other', leaseUntil: now() + minute, limit: 10 }
  expect(await claimMail(store, { ...claim, held: endpointPolicy.hold(wake, []) })).toHaveLength(1)
})
