import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { digestNotices, digests } from '#/db/schema/notices.ts'
import { acknowledgeByMail, undoByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { acknowledgeIncident } from '#/lib/notices/acknowledgement/by-endpoint.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { addEndpoint, readDeliveries, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'

const setting = perTest(openNoticeSetting)

const emergency = { category: 'emergency', summary: 'Feed down' } as const
const report = async (dedupKey = 'feed', given = {}) =>
  (await setting.one({ ...emergency, dedupKey, ...given })).noticeId
const acknowledge = async (id: string) => acknowledgeNotice(setting.store, await setting.member(), id)
const undo = async (id: string) => undoAcknowledgement(setting.store, await setting.member(), id)
const resolve = (dedupKey: string) => setting.one({ ...emergency, dedupKey, action: 'resolve' })
const readRows = (id: string) => readDeliveries(setting.store, id)
const told = async (id: string) =>
  (await readRows(id)).map(({ part, digestId }) => `${part} ${digestId ? 'of both' : 'of one'}`)

/** Two emergencies that an endpoint of the second step is told of in one digest. */
async function digestOfTwo(kind: 'webhook' | 'pagerduty') {
  const { id } = await addEndpoint(setting.store, setting.account.id, kind, { field: 'technical' })
  const ids = [await report('one'), await report('two', { severity: 'critical' })] as const
  await setting.escalate(30 * minute)
  const [row] = await readRows(id)
  return { id, ids, token: linkToken('acknowledge', known(row).id), digestId: known(row?.digestId) }
}

/** What PagerDuty was asked, as action and incident; at last `anyOrder`, which are of several incidents. */
async function startPagerduty() {
  const { requests } = await startEndpoints(setting.store)
  const asked = () => requests.map(({ json }) => `${json.event_action} ${json.dedup_key}`)
  return (expected: string[], ...anyOrder: string[]) =>
    eventually(() => {
      const ends = asked().slice(expected.length).sort()
      expect([asked().slice(0, expected.length), ends]).toEqual([expected, anyOrder.sort()])
    })
}

test('tells of a digest in one message if all of it is answered at once, else of each notice', async () => {
  const { id, ids, token } = await digestOfTwo('webhook')
  await acknowledgeByMail(setting.store, token)
  await undoByMail(setting.store, token)
  await acknowledge(ids[1])
  const expected = ['escalation of both', 'acknowledged of both', 'reopened of both', 'acknowledged of one']
  expect(await told(id)).toEqual(expected)
})

test('a webhook gets the notices of an answered digest, the most urgent first', async () => {
  const { ids, token } = await digestOfTwo('webhook')
  const { requests, types } = await startEndpoints(setting.store)
  await eventually(() => expect(types()).toEqual(['notice.digest']))
  await acknowledgeByMail(setting.store, token)
  await eventually(() => expect(types()).toEqual(['notice.digest', 'notice.acknowledged']))
  const notices = ids.toReversed().map((id) => ({ id, state: 'acknowledged' }))
  expect(requests[1]?.json).toMatchObject({ data: { total: 2, notices } })
})

test('however often several notices were repeated together, their answer and its undo are told once', async () => {
  const { id } = await addEndpoint(setting.store, setting.account.id, 'ntfy')
  for (const one of ['one', 'two']) await report(one)
  const { requests } = await startEndpoints(setting.store)
  await eventually(() => expect(requests).toHaveLength(2))
  for (const minutes of [11, 23]) {
    await setting.repeat(minutes * minute)
    const sent = requests.length + 1
    moveClock((minutes + 1) * minute)
    await eventually(async () => {
      expect(requests).toHaveLength(sent)
      expect((await setting.mails()).every(({ dueAt }) => dueAt === null)).toBe(true)
    })
  }
  const token = linkToken('acknowledge', known((await readRows(id)).at(-1)).id)
  await acknowledgeByMail(setting.store, token)
  await undoByMail(setting.store, token)
  const expected = ['notice of one', 'notice of one', 'repeat of both', 'repeat of both']
  expect(await told(id)).toEqual([...expected, 'acknowledged of both', 'reopened of both'])
})

test('takes the answer of the incident that is open, also where the notice had another of its own', async () => {
  const { store } = setting
  const { id: endpointId } = await addEndpoint(store, setting.account.id, 'pagerduty')
  const noticeId = await report()
  const [row] = await readRows(endpointId)
  const digestId = newId()
  await store.transact(async (tx) => {
    const [at, accountId] = [now(), setting.account.id]
    const made = { id: digestId, key: digestId, kind: 'notices', category: 'emergency', accountId } as const
    await tx.insert(digests).values({ ...made, createdAt: at, dueAt: at, gathersUntil: at })
    await tx.insert(digestNotices).values({ digestId, noticeId })
    const of = { id: newId(), noticeId: null, digestId, template: 'notice-digest' }
    await tx.insert(outbox).values({ ...known(row), ...of })
    const undone = { id: newId(), part: 'reopened' as const }
    await tx.insert(outbox).values({ ...known(row), ...of, ...undone })
  })
  const answer = (round: number) =>
    acknowledgeIncident(store, endpointId, { thread: noticeId, round, by: 'Anna' })
  expect(await answer(2)).toBe(false)
  expect(await answer(1)).toBe(true)
  expect((await setting.notice(noticeId)).state).toBe('acknowledged')
})

test('acknowledges the incident of a digest with its last notice, and ends it when all have ended', async () => {
  const { ids, digestId } = await digestOfTwo('pagerduty')
  const asked = await startPagerduty()
  const [first, second] = ids
  const expected = [`trigger recapito-${digestId}`]
  await asked(expected)
  await acknowledge(first)
  await acknowledge(second)
  expected.push(`acknowledge recapito-${digestId}`)
  await asked(expected)
  await undo(second)
  expected.push(`trigger recapito-${second}-round-1`)
  await asked(expected)
  await acknowledge(second)
  expected.push(`acknowledge recapito-${second}-round-1`)
  await asked(expected)
  await resolve('one')
  expected.push(`resolve recapito-${first}`)
  await asked(expected)
  await resolve('two')
  await asked(expected, `resolve recapito-${second}-round-1`, `resolve recapito-${digestId}`)
})

test('an echo of an answered digest acknowledges nothing that was undone since', async () => {
  const { store } = setting
  const { id: endpointId, ids, digestId } = await digestOfTwo('pagerduty')
  const echo = (thread: string, round: number) =>
    acknowledgeIncident(store, endpointId, { thread, round, by: 'Anna' })
  for (const id of ids) await acknowledge(id)
  await undo(ids[1])
  expect(await echo(digestId, 0)).toBe(false)
  expect((await setting.notice(ids[1])).state).toBe('open')
  expect(await echo(ids[1], 1)).toBe(true)
  expect((await setting.notice(ids[1])).state).toBe('acknowledged')
})

test('an incident answered while its notice ended by itself acknowledges it', async () => {
  const { id: endpointId } = await addEndpoint(setting.store, setting.account.id, 'pagerduty')
  const id = await report()
  await resolve('feed')
  const answer = { thread: id, round: 0, by: 'Anna' }
  expect(await acknowledgeIncident(setting.store, endpointId, answer)).toBe(true)
  expect((await setting.notice(id)).acknowledgedAt).not.toBeNull()
})

test('ends the incident that was acknowledged, and opens another, when the acknowledgement is undone', async () => {
  const { store, account } = setting
  const endpoint = await addEndpoint(store, account.id, 'pagerduty')
  const asked = await startPagerduty()
  const id = await report()
  const expected = [`trigger recapito-${id}`]
  await asked(expected)
  await acknowledge(id)
  expected.push(`acknowledge recapito-${id}`)
  await asked(expected)
  await undo(id)
  expected.push(`resolve recapito-${id}`, `trigger recapito-${id}-round-1`)
  await asked(expected)
  await closeNotice(store, await setting.member(), { noticeId: id, note: 'Done.' })
  expected.push(`resolve recapito-${id}-round-1`)
  await asked(expected)
  const parts = (await readRows(endpoint.id)).map(({ part }) => part)
  expect(parts).toEqual(['notice', 'acknowledged', 'ended', 'reopened', 'closed'])
})

test('rings again after an undo where the answer came before the first message was sent', async () => {
  const { store, account } = setting
  const { id: endpointId } = await addEndpoint(store, account.id, 'webhook')
  const id = await report()
  await acknowledge(id)
  const { types } = await startEndpoints(store)
  await eventually(() => expect(types()).toEqual(['notice.acknowledged']))
  const statuses = async () => (await readRows(endpointId)).map(({ status }) => status)
  await eventually(async () => expect(await statuses()).toEqual(['superseded', 'accepted']))
  await undo(id)
  await eventually(() => expect(types()).toEqual(['notice.acknowledged', 'notice.reopened']))
})

test('tells of the end also where the answer took the place of the first message', async () => {
  const { id: endpointId } = await addEndpoint(setting.store, setting.account.id, 'pagerduty')
  const id = await report()
  await acknowledge(id)
  const asked = await startPagerduty()
  await asked([`acknowledge recapito-${id}`])
  await eventually(async () => expect((await readRows(endpointId))[0]?.status).toBe('superseded'))
  await resolve('feed')
  await asked([`acknowledge recapito-${id}`, `resolve recapito-${id}`])
})

test('tells of an event source’s answer, once', async () => {
  const { id } = await addEndpoint(setting.store, setting.account.id, 'webhook')
  await report()
  for (const _ of ['once', 'twice']) await setting.one({ ...emergency, action: 'acknowledge' })
  expect(await told(id)).toEqual(['notice of one', 'acknowledged of one'])
})

test('rings for nothing that ended while it was gathered', async () => {
  const { id, ids } = await digestOfTwo('webhook')
  for (const one of ids) await acknowledge(one)
  const { types } = await startEndpoints(setting.store)
  await eventually(() => expect(types()).toEqual(['notice.acknowledged', 'notice.acknowledged']))
  await eventually(async () => expect((await readRows(id))[0]?.status).toBe('superseded'))
})

test('an answered drill ends where it rang', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'webhook')
  await sendDrill(store, setting.support(), 'aurora')
  await acknowledgeByMail(store, linkToken('acknowledge', known((await readRows(id))[0]).id))
  expect(await told(id)).toEqual(['notice of one', 'acknowledged of one'])
  const { types } = await startEndpoints(store)
  await eventually(() => expect(types()).toEqual(['drill.ended']))
})
