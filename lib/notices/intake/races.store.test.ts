import { describe, expect, test } from 'vitest'
import { digestNotices, digests, events, notices } from '#/db/schema/notices.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { recordBounce } from '#/lib/notices/bounces/bounces.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { bounceAddress } from '#/lib/platform/relay/return-path.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { accepted, anEvent, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { ingestEvents } from './ingest-events.ts'
import { unknownContent } from './notice-input.ts'

/** Several instances, or several requests of one, change the same notices at once. */
const setting = perTest(openNoticeSetting)

const times = <Result>(count: number, work: (n: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, n) => work(n)))
const count = async (part: string, recipient?: string) =>
  (await setting.mails()).filter((one) => one.part === part && (!recipient || one.recipient === recipient))
    .length
const both = ['tech@contacts.example', 'tech2@contacts.example']
const twoTechnical = () => setting.nameTechnical(setting.account.id, both, [setting.anna.id])

test('runs the same request in two processes once, and both get its answer', async () => {
  const request = { format: 'native', events: [anEvent()], idempotency: { key: 'k', bodyHash: 'a' } } as const
  const send = () => {
    // Each process knows only its own requests, and takes in its own events.
    delete (globalThis as { recapitoRequests?: unknown }).recapitoRequests
    delete (globalThis as { recapitoIntakes?: unknown }).recapitoIntakes
    return ingestEvents(setting.store, setting.events, request)
  }
  const answers = await times(4, send)
  expect(new Set(answers.map((answer) => JSON.stringify(answer.events))).size).toBe(1)
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  expect(await setting.store.read.$count(events)).toBe(1)
})

test('an event sent several times concurrently opens one notice and mails once', async () => {
  const accepted = await times(6, () => setting.one({ dedupKey: 'same' }))
  const [row, ...others] = await setting.store.read.select().from(notices)
  expect(others).toEqual([])
  expect(row?.count).toBe(6)
  expect(new Set(accepted.map(({ noticeId }) => noticeId))).toEqual(new Set([row?.id]))
  expect(await setting.mails()).toHaveLength(1)
})

test('a form sent several times concurrently creates one notice', async () => {
  const form = { ...unknownContent, slug: 'aurora', summary: 'The old API ends', key: 'form' }
  expect(new Set(await times(5, () => sendNoticeByHand(setting.store, setting.support(), form))).size).toBe(1)
  expect(await setting.mails()).toHaveLength(1)
})

test('a storm across instances sends ten individually and the rest once in one digest', async () => {
  await times(30, (n) => setting.one({ dedupKey: `alert ${n}` }))
  const singly = (await setting.mails()).filter(({ template }) => template === 'notice')
  expect(singly).toHaveLength(10)
  expect(await setting.store.read.$count(digests)).toBe(1)
  const gathered = await setting.store.read.select().from(digestNotices)
  const all = [...singly.map(({ noticeId }) => noticeId), ...gathered.map(({ noticeId }) => noticeId)]
  expect(new Set(all).size).toBe(30)
  expect(all).toHaveLength(30)
})

test('a due reminder is sent once', async () => {
  await setting.one()
  await setting.work()
  moveClock(241 * minute)
  await times(6, () => setting.one())
  expect(await count('reminder')).toBe(1)
})

test('notifies staff once of each unroutable notice, in at most two mails', async () => {
  await times(12, (n) => setting.one({ account: `none ${n}`, dedupKey: `${n}` }, 'pagerduty'))
  const told = await setting.store.read.select().from(digestNotices)
  expect(new Set(told.map(({ noticeId }) => noticeId)).size).toBe(12)
  expect(told).toHaveLength(12)
  expect(await count('staff')).toBeLessThanOrEqual(2)
})

test('mails once when two staff route the same notice', async () => {
  const { noticeId } = await setting.one({ account: 'none' }, 'pagerduty')
  const again = () => routeAgain(setting.store, setting.support(), { noticeId, slug: 'aurora' })
  const routed = await Promise.allSettled([again(), again()])
  expect(routed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await count('notice')).toBe(1)
})

test.each([1, 2, 3])('sends no escalation after a concurrent answer (%i)', async () => {
  const { noticeId } = await setting.one({ category: 'emergency' })
  await setting.work()
  moveClock(31 * minute)
  const member = await setting.member()
  const escalate = () => setting.escalate()
  await Promise.all([escalate(), acknowledgeNotice(setting.store, member, noticeId), escalate()])
  expect(await setting.notice(noticeId)).toMatchObject({ state: 'acknowledged', escalateAt: null })
  expect(await count('escalation')).toBeLessThanOrEqual(1)
  moveClock(90 * minute)
  expect(await escalate()).toBe(0)
})

describe('a resolve concurrent with the acceptance of first messages', () => {
  test.each([1, 2, 3, 4])('notifies each address once (%i)', async () => {
    await twoTechnical()
    const { noticeId } = await setting.one({ category: 'technical' })
    const settling = (await setting.claim()).map((row) => setting.settle(row, accepted))
    await Promise.all([...settling, setting.one({ category: 'technical', action: 'resolve' })])
    expect((await setting.notice(noticeId)).state).toBe('closed')
    for (const address of both) expect(await count('resolve', address)).toBe(1)
  })

  test.each([1, 2, 3])('notifies each address of a digest once of each resolve (%i)', async () => {
    const sent = await setting.accept(aStorm(13))
    await setting.work()
    moveClock(5.1 * minute)
    const rows = await setting.claim()
    expect(rows).toHaveLength(1)
    await Promise.all([
      setting.one({ dedupKey: 'alert 11', action: 'resolve' }),
      ...rows.map((row) => setting.settle(row, accepted)),
      setting.one({ dedupKey: 'alert 12', action: 'resolve' }),
    ])
    const listed = await setting.store.read.select().from(digestNotices)
    const told = (await setting.mails()).flatMap(({ part, noticeId, digestId }) => {
      if (part !== 'resolve') return []
      if (noticeId) return [noticeId]
      return listed.flatMap((one) => (one.digestId === digestId ? [one.noticeId] : []))
    })
    expect(told.sort()).toEqual(sent.slice(11).map(({ noticeId }) => noticeId))
  })
})

test.each([1, 2, 3])(
  'a step whose addresses fail at once, by refusal and report, hands on once (%i)',
  async () => {
    await twoTechnical()
    const { noticeId } = await setting.one({ category: 'technical' })
    const [one, other] = (await setting.claim()) as [OutboxRow, OutboxRow]
    await setting.settle(one, accepted)
    const pattern = 'bounce+{id}@desk.example'
    const grant = await setting.grant('bounces:write')
    const bounced = { recipient: one.recipient, action: 'failed', status: '5.1.1', diagnostic: '' } as const
    const report = { sentTo: [bounceAddress(one.id, pattern) ?? ''], recipients: [bounced], raw: '' }
    await Promise.all([recordBounce(setting.store, grant, report, pattern), setting.settle(other, refused())])
    expect(await count('notice', 'anna@aurora.example')).toBe(1)
    expect(await setting.notice(noticeId)).toMatchObject({ step: 1, state: 'open' })
  },
)
