import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { sendEndpointCode } from '#/lib/changes/confirmations/endpoint-code.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { type LimitName, limits } from '#/lib/platform/limits/table.ts'
import { buildStaff } from '#/seed/people.ts'
import {
  addEndpoint,
  openEndpoints,
  readDeliveries,
  readEndpoint,
  startEndpoints,
} from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { startSending, waitUntilSent } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { CallError, parseEndpointReason } from './reason.ts'
import { watchEndpoints } from './watch.ts'

const setting = perTest(() => openNoticeSetting())

const use = (name: LimitName, whom: string, points: number) =>
  setting.store.transact((tx) => consumeLimit(tx, name, whom, points))
const texts = (id: string) => readDeliveries(setting.store, id)
const toldStaff = async () => {
  const isTold = eq(outbox.template, 'texts-stopped')
  return (await setting.store.read.select().from(outbox).where(isTold)).map(({ data }) => data.limit)
}

test.each([
  ['texts-number', '+393331234567', 'number'],
  ['texts-account', null, 'account'],
  ['texts-total', '', 'total'],
] as const)(
  'where %s is reached, a text message fails at once and staff are told once',
  async (name, whom, limit) => {
    const { store, account } = setting
    const { id } = await addEndpoint(store, account.id, 'sms', { alerts: [setting.anna.id] })
    const counted = limit === 'number' ? `${account.id} ${whom}` : (whom ?? account.id)
    await use(name, counted, limits[name].most - 1)
    const { requests } = await startEndpoints(store)
    for (const summary of ['First', 'Second', 'Third'])
      await setting.one({ category: 'emergency', summary, dedupKey: summary })
    await eventually(async () =>
      expect((await texts(id)).map(({ status }) => status).sort()).toEqual(['accepted', 'failed', 'failed']),
    )
    expect(requests).toHaveLength(1)
    const failed = (await texts(id)).filter(({ status }) => status === 'failed')
    expect(failed.map(({ lastError }) => parseEndpointReason(lastError))).toEqual(['limit', 'limit'])
    expect(await toldStaff()).toEqual([limit])
    // It says nothing of the phone.
    expect((await readEndpoint(store, id)).failures).toBe(0)
    expect((await readMetrics(store.read)).text).toMatch(
      /^recapito_endpoint_refused_total\{reason="limit"\} [1-9]/m,
    )
  },
)

test.each([
  ['an error of the gateway', { status: 500 }, 3],
  ['no connection', new CallError('connect'), 3],
  ['no answer in time', new CallError('timeout'), 1],
  ['no answer of what is behind the gateway', { status: 504 }, 1],
  ['a connection that broke off', new CallError('broken-off'), 1],
  ['a message that it does not accept', { status: 400 }, 1],
] as const)(
  'after %s, a further try counts only if the text message may have gone out, and the number is not at fault',
  async (_, answer, tries) => {
    const { store, account } = setting
    const { id } = await addEndpoint(store, account.id, 'sms')
    const { transport, requests } = openEndpoints(store, () =>
      requests.length < 3 ? answer : { status: 202 },
    )
    await use('texts-number', `${account.id} +393331234567`, limits['texts-number'].most - 1)
    await startSending(store, {}, {}, [{ ...transport, pauses: [1] }])
    await setting.one({ category: 'emergency', summary: 'Feed down' })
    const status = tries === 3 ? 'accepted' : 'failed'
    await eventually(async () => expect(await texts(id)).toMatchObject([{ status }]))
    expect(requests).toHaveLength(tries)
    expect((await readEndpoint(store, id)).failures).toBe(0)
  },
)

test.each([
  { status: 401 },
  { status: 503 },
  new CallError('connect'),
  new CallError('tls'),
  new CallError('timeout'),
])('what goes wrong at the gateway (%j) is put down to the gateway, not to the phone', async (answer) => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'sms')
  await startSending(store, {}, {}, [openEndpoints(store, () => answer).transport])
  await setting.one({ category: 'emergency', summary: 'Feed down' })
  await eventually(async () => expect(await texts(id)).toMatchObject([{ status: 'retrying' }]))
  expect((await texts(id)).map(({ lastError }) => parseEndpointReason(lastError))).toEqual(['gateway'])
})

test('a probe mends a number at its limit, and is not counted, also when it is tried again', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'sms', { probeAt: 1 })
  await setting.mark(endpointKey(id))
  await use('texts-number', `${account.id} +393331234567`, limits['texts-number'].most)
  const { transport, requests } = openEndpoints(store, () =>
    requests.length < 2 ? new CallError('timeout') : {},
  )
  await startSending(store, {}, {}, [{ ...transport, pauses: [1] }])
  await watchEndpoints(store)
  await eventually(async () => expect((await readEndpoint(store, id)).probeAt).toBeNull())
  expect([requests.length, await toldStaff()]).toEqual([2, []])
})

test.each([
  ['texts-number-spare', 'number'],
  ['texts-account-spare', 'account'],
  ['texts-total-spare', 'all'],
] as const)(
  'what is no news of an emergency uses up its half in %s, and an emergency is sent all the same',
  async (name, of) => {
    const { store, account } = setting
    const sms = await addEndpoint(store, account.id, 'sms', { alerts: [setting.anna.id] })
    const whom = { number: `${account.id} +393331234567`, account: account.id, all: '' }
    await use(name, whom[of], limits[name].most)
    const { requests } = await startEndpoints(store)
    await store.transact((tx) => sendEndpointCode(tx, sms, account))
    await sendTestNotice(store, await setting.member(), 'technical-emergency')
    await sendDrill(store, setting.support(), 'aurora')
    await eventually(async () => expect(await toldStaff()).toEqual(['spare']))
    await setting.one({ category: 'emergency', summary: 'Feed down' })
    await eventually(async () =>
      expect((await texts(sms.id)).map(({ status }) => status)).toEqual([
        ...Array(3).fill('failed'),
        'accepted',
      ]),
    )
    expect(requests).toHaveLength(1)
  },
)

test('whoever acknowledges and undoes again and again keeps no emergency from a phone', async () => {
  const { store, account, anna } = setting
  const { id } = await addEndpoint(store, account.id, 'sms')
  await startEndpoints(store)
  const grant = await setting.member(anna)
  const { noticeId } = await setting.one({ category: 'emergency', summary: 'Feed down' })
  await waitUntilSent(store)
  for (let n = 0; n < 10; n++) {
    await acknowledgeNotice(store, grant, noticeId)
    await undoAcknowledgement(store, grant, noticeId)
    await waitUntilSent(store)
  }
  await setting.one({ category: 'emergency', summary: 'Again', dedupKey: 'again' })
  await waitUntilSent(store)
  const sent = (await texts(id)).filter(({ status }) => status === 'accepted')
  expect(sent).toHaveLength(2 + limits['texts-number-spare'].most)
  expect(sent.at(-1)?.part).toBe('notice')
})

test('staff get one mail in their language about what a service does not accept, however often', async () => {
  const { store, account } = setting
  await store.transact((tx) => buildStaff(tx, { email: 'ugo@desk.example', locale: 'it' }))
  await addEndpoint(store, account.id, 'ntfy', { label: 'Night rota' })
  const { requests, relay } = await startEndpoints(store, () => ({ status: 400 }))
  for (let n = 0; n < 10; n++)
    await setting.one({ category: 'emergency', summary: `Feed ${n}`, dedupKey: `${n}` })
  await eventually(() => expect(requests).toHaveLength(10))
  await waitUntilSent(store)
  const mails = relay.received
    .filter(({ subject }) => subject?.includes('ntfy'))
    .sort((one, other) => (String(one.recipients) < String(other.recipients) ? -1 : 1))
  expect(mails.map(({ recipients }) => recipients)).toEqual([[setting.grace.email], ['ugo@desk.example']])
  expect(mails[0]?.text).toContain(
    `The endpoint Night rota (ntfy · ntfy.example.net) of ${account.name} did not accept`,
  )
  expect(mails[0]?.text).toContain('HTTP 400: the message was not accepted')
  expect(mails[0]?.text).toContain(`ask the owners of ${account.name} to check the endpoint`)
  expect(mails[1]?.text).toContain(
    `L’endpoint Night rota (ntfy · ntfy.example.net) di ${account.name} non ha accettato`,
  )
})
