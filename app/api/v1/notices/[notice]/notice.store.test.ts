import { describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import { noticeSchema } from '#/lib/api/notices/notice-response.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { ask, keyWith } from '#/tests/endpoint.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { GET } from './route.ts'

const setting = perTest(openNoticeSetting)
const reading = perTest(async () => ({ key: await keyWith(setting.store, 'notices:read') }))

async function send(given: Partial<IncomingEvent> = {}, format: EventFormat = 'native'): Promise<string> {
  const occurredAt = Date.parse('2026-05-04T07:30:00.123Z')
  return (await setting.one({ category: 'technical', occurredAt, ...given }, format)).noticeId
}

async function read(notice: string) {
  const { status, body } = await ask(GET, { params: { notice }, ...reading })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(noticeSchema.parse(body)).toEqual(body)
  return noticeSchema.parse(body)
}

describe('a notice', () => {
  test('shows its state and the outcome of each message', async () => {
    const id = await send()
    const notice = await read(id)
    expect(notice).toMatchObject({
      id,
      account: { slug: 'aurora' },
      source: 'monitoring',
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

  test('names an endpoint by its service and host', async () => {
    const id = await send()
    const shown = { recipient: 'endpoint:1', shown: 'ntfy · ntfy.example.net' }
    await setting.store.transact((tx) => tx.update(outbox).set(shown).then())
    expect((await read(id)).deliveries).toMatchObject([{ recipient: 'ntfy · ntfy.example.net' }])
  })

  test('shows how far each message got', async () => {
    const id = await send()
    const at = Date.parse('2026-05-04T08:00:00Z')
    const history = [{ at, status: 'retrying' as const, error: '450 4.2.1 later' }]
    await setting.store.transact((tx) =>
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
    await setting.store.transact((tx) =>
      tx.update(outbox).set({ status: 'accepted', dueAt: null, settledAt: at }).then(),
    )
    expect(await read(id)).toMatchObject({
      inFlight: false,
      deliveries: [{ status: 'accepted', settledAt: '2026-05-04T08:00:00.000Z' }],
    })
  })

  test('from Sandbox shows who would have got it', async () => {
    expect(await read(await send({ environment: 'sandbox' }))).toMatchObject({
      silence: 'sandbox',
      wouldReach: [{ step: 1, purpose: 'technical', addresses: ['tech@contacts.example'] }],
      deliveries: [],
    })
  })

  test('of an unknown account has none, and shows its source to staff only', async () => {
    const id = await send({ account: 'nowhere', original: { secret: 'of the sender' } }, 'cloudevents')
    const notice = await read(id)
    expect(notice).toMatchObject({ account: null, accountNamed: 'nowhere', state: 'unroutable' })
    expect(JSON.stringify(notice)).not.toContain('of the sender')
  })

  test('answers 404 for an unknown or malformed id', async () => {
    await send()
    for (const notice of [newId(), 'a\0b', 'x'.repeat(9000), '1', '%'])
      expect((await ask(GET, { params: { notice }, ...reading })).status).toBe(404)
  })
})
