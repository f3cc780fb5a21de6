import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressFailures, addressMarks } from '#/db/schema/notices.ts'
import type { Worker } from '#/lib/platform/outbox/worker.ts'
import { hour, moveClock } from '#/lib/platform/values/clock.ts'
import { eventually } from '#/tests/eventually.ts'
import { startTestWorker } from '#/tests/mail.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { startRelay } from '#/tests/relay.ts'
import type { TestRelay } from '#/tests/relay-server.ts'

const technical = 'tech@contacts.example'

let setting: Awaited<ReturnType<typeof openNoticeSetting>>
let relay: TestRelay
let worker: Worker
/** The mail server's reply to the technical contact; it accepts all others. */
let said: string | undefined

beforeEach(async () => {
  said = undefined
  setting = await openNoticeSetting()
  relay = await startRelay({ recipient: (to) => (to === technical ? said : undefined) })
  worker = startTestWorker(setting.store, [relay])
})

/** A technical notice: first to the technical contact, then alert contacts, then owners. */
const accept = async (dedupKey = 'feed') => (await setting.one({ category: 'technical', dedupKey })).noticeId

async function deliveries(noticeId: string) {
  const rows = await setting.store.read.select().from(outbox).where(eq(outbox.noticeId, noticeId))
  return rows
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ recipient, status }) => [recipient, status])
}
const marks = async () => (await setting.store.read.select().from(addressMarks)).map(({ status }) => status)

describe('a refusal at RCPT', () => {
  test('marks the address and hands on', async () => {
    said = `550 5.1.1 <${technical}>: no`
    const id = await accept()
    await eventually(async () => {
      expect(await deliveries(id)).toEqual([
        [technical, 'failed'],
        ['anna@aurora.example', 'accepted'],
      ])
    })
    expect(await marks()).toEqual(['5.1.1'])
    const next = await accept('next')
    await eventually(async () =>
      expect(await deliveries(next)).toEqual([['anna@aurora.example', 'accepted']]),
    )
  })

  test('over several lines is read like a single line', async () => {
    said = '550-5.1.1 The email account that you tried to reach does not exist.\r\n550 5.1.1 Please try again'
    await accept()
    await eventually(async () => expect(await marks()).toEqual(['5.1.1']))
  })

  test('that is temporary marks nothing', async () => {
    said = '450 4.2.1 later'
    const id = await accept()
    await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
    expect(await setting.store.read.$count(addressFailures)).toBe(0)
  })
})

test.each([
  ['MAIL', { mail: () => '550 5.1.1 sender unknown' }],
  ['DATA', { body: () => '554 5.1.1 no' }],
  ['the dot', { data: () => '550 5.1.1 looks like spam' }],
])('a refusal at %s does not mark the address, whatever its status', async (_what, manners) => {
  Object.assign(relay.manners, manners)
  const id = await accept()
  await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
  expect(await setting.store.read.$count(addressFailures)).toBe(0)
  expect(await marks()).toEqual([])
})

test('after 72 hours of tries the next step is mailed', async () => {
  said = '450 4.2.1 later'
  const id = await accept()
  await eventually(async () => expect(await deliveries(id)).toEqual([[technical, 'retrying']]))
  moveClock(72 * hour)
  worker.wake()
  await eventually(async () => {
    expect(await deliveries(id)).toEqual([
      [technical, 'expired'],
      ['anna@aurora.example', 'accepted'],
    ])
  })
  expect(await marks()).toEqual([])
})
