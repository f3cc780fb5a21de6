import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import type { Store } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/events.ts'
import { noticeSchema } from '#/lib/api/notices/notice-answer.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildOpenAccount } from '#/seed/accounts.ts'
import { buildMember } from '#/seed/people.ts'
import { ask, keyWith } from '#/tests/endpoint.ts'
import { noticeTools } from '#/tests/notice-setting.ts'
import { openTestStore } from '#/tests/store.ts'
import { GET } from './route.ts'

let store: Store
let key: string
let sender: string
beforeEach(async () => {
  store = await openTestStore()
  key = await keyWith(store, 'notices:read')
  sender = await keyWith(store, 'events:write')
  await store.transact(async (tx) => {
    const { account } = await buildOpenAccount(tx, { slug: 'aurora', alerts: [] })
    await buildMember(tx, { accountId: account.id, email: 'olga@aurora.example' })
  })
})

async function send(given: Partial<IncomingEvent> = {}, format: EventFormat = 'native'): Promise<string> {
  const occurredAt = Date.parse('2026-05-04T07:30:00.123Z')
  const links = [{ href: 'https://grafana.example/', text: 'Grafana' }]
  return (
    await noticeTools(store, sender).one({ category: 'technical', occurredAt, links, ...given }, format)
  ).noticeId
}

async function read(notice: string) {
  const { status, body } = await ask(GET, { params: { notice }, key })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(noticeSchema.parse(body)).toEqual(body)
  return noticeSchema.parse(body)
}

describe('a notice', () => {
  test('says its state, and what became of each message', async () => {
    const id = await send()
    const notice = await read(id)
    expect(notice).toMatchObject({
      id,
      account: { slug: 'aurora' },
      source: 'Registry',
      state: 'open',
      occurredAt: '2026-05-04T07:30:00.123Z',
      acknowledgedAt: null,
      acknowledgedBy: null,
      inFlight: true,
      deliveries: [
        {
          recipient: 'tech@contacts.example',
          purpose: 'technical',
          step: 1,
          status: 'queued',
          part: 'notice',
        },
      ],
    })
    expect(notice.deliveries[0]?.nextTryAt).not.toBeNull()
    expect(await read(id.toUpperCase())).toEqual(notice)
  })

  test('says how far each message got', async () => {
    const id = await send()
    const at = Date.parse('2026-05-04T08:00:00Z')
    const history = [{ at, status: 'retrying' as const, error: '450 4.2.1 later' }]
    await store.transact((tx) =>
      tx.update(outbox).set({ status: 'sending', attempts: 2, dueAt: at, history }).then(),
    )
    expect((await read(id)).deliveries).toMatchObject([
      {
        status: 'sending',
        attempts: 2,
        nextTryAt: null,
        history: [{ at: '2026-05-04T08:00:00.000Z', status: 'retrying', error: '450 4.2.1 later' }],
      },
    ])
    await store.transact((tx) =>
      tx.update(outbox).set({ status: 'accepted', dueAt: null, settledAt: at }).then(),
    )
    expect(await read(id)).toMatchObject({
      inFlight: false,
      deliveries: [{ status: 'accepted', settledAt: '2026-05-04T08:00:00.000Z' }],
    })
  })

  test('from Sandbox says whom it would have reached', async () => {
    expect(await read(await send({ environment: 'sandbox' }))).toMatchObject({
      silence: 'sandbox',
      wouldReach: [{ step: 1, purpose: 'technical', addresses: ['tech@contacts.example'] }],
      deliveries: [],
    })
  })

  test('of an unknown account has none, and keeps what it was read from to staff', async () => {
    const id = await send({ account: 'nowhere', original: { secret: 'of the sender' } }, 'cloudevents')
    const notice = await read(id)
    expect(notice).toMatchObject({
      account: null,
      accountNamed: 'nowhere',
      state: 'unroutable',
      deliveries: [],
    })
    expect(JSON.stringify(notice)).not.toContain('of the sender')
  })

  test('that is not there, or whose id is none, answers 404', async () => {
    await send()
    for (const notice of [newId(), 'a\0b', 'x'.repeat(9000), '1', '%']) {
      expect((await ask(GET, { params: { notice }, key })).status).toBe(404)
    }
  })
})
