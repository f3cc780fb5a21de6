import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { readMetrics } from '#/lib/admin/health/metrics.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { type LimitName, limits } from '#/lib/platform/limits/table.ts'
import { addEndpoint, openEndpoints, readEndpoint } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { startSending } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { CallError, parseEndpointReason } from './reason.ts'

const setting = perTest(() => openNoticeSetting())

const use = (name: LimitName, whom: string, points: number) =>
  setting.store.transact((tx) => consumeLimit(tx, name, whom, points))
const texts = (id: string) =>
  setting.store.read
    .select()
    .from(outbox)
    .where(eq(outbox.recipient, endpointKey(id)))
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
    const { transport, requests } = openEndpoints(store)
    const counted = limit === 'number' ? `${account.id} ${whom}` : (whom ?? account.id)
    await use(name, counted, limits[name].most - 1)
    await startSending(store, {}, {}, [transport])
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
] as const)(
  'after %s, a further try counts only if the text message may have gone out',
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
  },
)
