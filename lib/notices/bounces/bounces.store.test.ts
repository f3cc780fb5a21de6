import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { addressFailures, addressMarks, bounceReports } from '#/db/schema/notices.ts'
import { revokeSourceKeys } from '#/lib/admin/sources/key-commands.ts'
import type { BouncedRecipient } from '#/lib/notices/formats/bounce-report.ts'
import { bounceAddress } from '#/lib/platform/relay/return-path.ts'
import { day, moveClock } from '#/lib/platform/values/clock.ts'
import { withFullLimit } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { accepted, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { recordBounce } from './bounces.ts'

const pattern = 'bounce+{id}@desk.example'

const setting = perTest(openNoticeSetting)

const bounced = (given: Partial<BouncedRecipient>): BouncedRecipient => ({
  recipient: 'tech@contacts.example',
  action: 'failed',
  status: '5.1.1',
  diagnostic: '550',
  ...given,
})
/** Records a report of a delivery, or of none that we know. */
async function report(deliveryId: string | null, given: Partial<BouncedRecipient>, store = setting.store) {
  const sentTo = deliveryId === null ? [] : [bounceAddress(deliveryId, pattern) ?? '']
  const grant = await setting.grant('bounces:write')
  return recordBounce(store, grant, { sentTo, recipients: [bounced(given)], raw: '' }, pattern)
}
/** A message that the mail server accepted before the worker recorded it. */
async function beingSent() {
  await setting.one({ category: 'technical' })
  return known((await setting.claim())[0])
}

/** A message that the mail server accepted. */
async function sent() {
  const row = await beingSent()
  await setting.settle(row, accepted)
  return row.id
}
const statuses = async () => (await setting.mails()).map(({ recipient, status }) => `${recipient} ${status}`)
const marks = async () => (await setting.store.read.select().from(addressMarks)).map(({ address }) => address)

describe('a report', () => {
  test('fails the delivery, marks the address and mails the next step; repeating it changes nothing', async () => {
    const deliveryId = await sent()
    expect(await report(deliveryId, {})).toEqual({ deliveryId, outcome: 'recorded' })
    await report(deliveryId, {})
    expect(await statuses()).toEqual(['tech@contacts.example failed', 'anna@aurora.example queued'])
    expect((await setting.mails())[0]?.lastError).toBe('5.1.1 550')
    expect(await marks()).toEqual(['tech@contacts.example'])
  })

  test('of a full mailbox fails only the delivery', async () => {
    await report(await sent(), { status: '4.2.2' })
    expect(await statuses()).toEqual(['tech@contacts.example failed', 'anna@aurora.example queued'])
    expect(await marks()).toEqual([])
  })

  test('of delivery or delay is recorded', async () => {
    const deliveryId = await sent()
    await report(deliveryId, { action: 'delayed', status: '4.4.1' })
    expect(await statuses()).toEqual(['tech@contacts.example accepted'])
    await report(deliveryId, { action: 'delivered', status: '2.0.0' })
    const [row] = await setting.mails()
    expect(row?.status).toBe('delivered')
    expect(row?.history?.map(({ status }) => status)).toEqual(['accepted', 'delayed', 'delivered'])
  })
})

describe('a report changes nothing', () => {
  test('of mail that was never sent', async () => {
    const deliveryId = await sent()
    await setting.store.transact((tx) => tx.update(outbox).set({ status: 'withheld' }))
    const before = await setting.mails()
    await report(deliveryId, {})
    await report(deliveryId, { action: 'delivered', status: '2.0.0' })
    expect([await setting.mails(), await marks()]).toEqual([before, []])
    expect(await setting.store.read.$count(bounceReports)).toBe(2)
  })

  test('when it says “delivered” again', async () => {
    const deliveryId = await sent()
    await report(deliveryId, { action: 'delivered', status: '2.0.0' })
    const before = await setting.mails()
    moveClock(day)
    await report(deliveryId, { action: 'delivered', status: '2.0.0' })
    expect(await setting.mails()).toEqual(before)
  })
})

describe('a report that arrives before the worker records the acceptance', () => {
  test('of delivery is recorded, and the resolve can be sent', async () => {
    const row = await beingSent()
    await setting.one({ category: 'technical', action: 'resolve' })
    await report(row.id, { action: 'delivered', status: '2.0.0' })
    await setting.settle(row, accepted)
    const mails = (await setting.mails()).map(({ part, status }) => `${part} ${status}`)
    expect(mails).toEqual(['notice delivered', 'resolve queued'])
  })

  test('of delivery ends further tries', async () => {
    const row = await beingSent()
    await setting.settle(row, { status: 'retrying', dueAt: 1, lastError: 'DATA connection lost' })
    await report(row.id, { action: 'delivered', status: '2.0.0' })
    expect(await setting.claim()).toEqual([])
    expect(await setting.mails()).toMatchObject([{ status: 'delivered', dueAt: null }])
  })

  test('mails the next step once, whichever is first', async () => {
    const row = await beingSent()
    await Promise.all([report(row.id, {}), setting.settle(row, accepted), report(row.id, {})])
    expect(await setting.told()).toEqual(['notice tech@contacts.example', 'notice anna@aurora.example'])
    expect((await setting.mails())[0]?.status).toBe('failed')
  })
})

test('a failure reported after mail servers stop retrying does not mark the address', async () => {
  const deliveryId = await sent()
  moveClock(14 * day + 1000)
  // The mail is still too old after the delivery has a new status.
  await report(deliveryId, { action: 'delivered', status: '2.0.0' })
  await report(deliveryId, {})
  expect((await setting.mails())[0]).toMatchObject({ status: 'failed' })
  for (const table of [addressMarks, addressFailures]) expect(await setting.store.read.$count(table)).toBe(0)
})

test('stores a report of many recipients without a known delivery once', async () => {
  const recipients = ['one@levante.example', 'two@levante.example'].map((recipient) => bounced({ recipient }))
  const grant = await setting.grant('bounces:write')
  await recordBounce(setting.store, grant, { sentTo: [], recipients, raw: 'as it came' }, pattern)
  const kept = await setting.store.read.select().from(bounceReports).orderBy(bounceReports.id)
  const said = kept.map(({ recipient, raw }) => `${recipient}: ${raw}`)
  expect(said).toEqual(['one@levante.example: as it came', 'two@levante.example: '])
})

test('limits unmatched reports per day, without blocking matched ones', async () => {
  const deliveryId = await sent()
  const full = withFullLimit(setting.store, 'bounces-kept')
  expect(await report(null, {}, full)).toMatchObject({ outcome: 'unknown-delivery' })
  expect(await setting.store.read.$count(bounceReports)).toBe(0)
  for (let times = 0; times < 60; times++) await report(deliveryId, { action: 'delayed' }, full)
  expect(await setting.store.read.$count(bounceReports)).toBe(50)
  expect((await setting.mails())[0]?.history).toHaveLength(51)
  for (let times = 0; times < 2; times++) await report(deliveryId, {}, full)
  expect((await setting.mails())[0]).toMatchObject({ status: 'failed' })
  expect(await setting.store.read.$count(bounceReports)).toBe(51)
})

test('writes nothing when the key is revoked during the request', async () => {
  const row = await beingSent()
  const grant = await setting.grant('bounces:write')
  await setting.store.transact((tx) => revokeSourceKeys(tx, grant.source.id, null))
  const sentTo = [bounceAddress(row.id, pattern) ?? '']
  const recorded = recordBounce(setting.store, grant, { sentTo, recipients: [bounced({})], raw: '' }, pattern)
  await expect(recorded).rejects.toThrow('forbidden')
  expect(await setting.mails()).toMatchObject([{ status: 'sending' }])
})
