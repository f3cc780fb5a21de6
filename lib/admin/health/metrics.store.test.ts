import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { endpointKinds } from '#/db/words/accounts.ts'
import { type MailLane, mailLanes } from '#/db/words/mail.ts'
import { endpointKey } from '#/db/words/points.ts'
import { countDelivery, countEndpointTry, countEvents } from '#/lib/platform/log/metrics.ts'
import { readOutboxHealth } from '#/lib/platform/outbox/queries.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { buildEndpoint } from '#/seed/endpoints.ts'
import { stopClock } from '#/tests/clock.ts'
import { openTestStore } from '#/tests/store.ts'
import { readMetrics } from './metrics.ts'

test('counts waiting mail of every kind by lane, and leaves out sent mail', async () => {
  stopClock()
  const store = await openTestStore()
  const mail = (
    id: string,
    lane: MailLane,
    more: { status: 'retrying' | 'accepted'; dueAt: number | null },
  ) => ({
    ...{ id, lane, template: 'sign-in', recipient: 'a@b.example', locale: 'en' as const, data: {} },
    ...{ createdAt: now() - 400_000, ...more },
  })
  await store.transact((tx) =>
    tx
      .insert(outbox)
      .values([
        mail('code', 'urgent', { status: 'retrying', dueAt: now() + 1000 }),
        mail('sent', 'ordinary', { status: 'accepted', dueAt: null }),
      ]),
  )
  const { text } = await readMetrics(store.read)
  const [, seconds] = /^recapito_mail_oldest_waiting_seconds\{lane="urgent"\} (\S+)$/m.exec(text) ?? []
  expect(Math.round(Number(seconds))).toBe(400)
  expect(text).toMatch(/^recapito_mail_oldest_waiting_seconds\{lane="ordinary"\} 0$/m)
  const listed = text.matchAll(/^recapito_mail_oldest_waiting_seconds\{lane="(.+)"\}/gm)
  expect([...listed].map(([, lane]) => lane)).toEqual([...mailLanes])
  expect(text).toMatch(/^recapito_deliveries_waiting\{status="retrying"\} 0$/m)
})

test('names the source of events that came with an unknown key', async () => {
  const store = await openTestStore()
  const countRefused = async () => {
    const { text } = await readMetrics(store.read)
    return Number(
      /^recapito_events_total\{source="\(unknown key\)",answer="401"\} (\d+)$/m.exec(text)?.[1] ?? 0,
    )
  }
  const before = await countRefused()
  countEvents('', 401, 1)
  expect(await countRefused()).toBe(before + 1)
})

test('counts endpoints by kind, and none of their messages as mail', async () => {
  stopClock()
  const store = await openTestStore()
  const noticeId = newId()
  const message = { noticeId, digestId: null, part: 'notice', shown: 'ntfy · ntfy.example.net' } as const
  await store.transact(async (tx) => {
    const { id: accountId } = await buildAccount(tx)
    for (const [kind, status] of [['ntfy', 'queued'] as const, ['webhook', 'retrying'] as const]) {
      const recipient = endpointKey((await buildEndpoint(tx, { accountId, kind })).id)
      await tx.insert(outbox).values({
        ...{ ...message, id: newId(), recipient, template: 'notice', lane: 'wake', locale: 'en' },
        ...{ data: {}, status, dueAt: now() + 1000, createdAt: now() - 90_000 },
      })
    }
  })
  const readValue = (text: string, series: string) => Number(text.split(`\n${series} `)[1]?.split('\n')[0])
  const before = (await readMetrics(store.read)).text
  countDelivery(message, 'accepted', now())
  countEndpointTry('ntfy', 'accepted', 0.2)
  countEndpointTry('ntfy', 'superseded', 0.2)
  const { text } = await readMetrics(store.read)
  const grown = (series: string) => readValue(text, series) - (readValue(before, series) || 0)
  expect(grown('recapito_endpoint_deliveries_total{kind="ntfy",outcome="accepted"}')).toBe(1)
  expect(grown('recapito_endpoint_deliveries_total{kind="ntfy",outcome="superseded"}')).toBe(1)
  expect(grown('recapito_endpoint_seconds_count{kind="ntfy"}')).toBe(1)
  for (const kind of endpointKinds) {
    const waits = readValue(text, `recapito_endpoint_oldest_waiting_seconds{kind="${kind}"}`)
    expect(Math.round(waits), kind).toBe(kind === 'ntfy' ? 90 : 0)
  }
  expect(text).toMatch(/^recapito_deliveries_waiting\{status="retrying"\} 0$/m)
  expect(text.includes('recapito_deliveries_total{status="accepted"}')).toBe(
    before.includes('recapito_deliveries_total{status="accepted"}'),
  )
  expect(await readOutboxHealth(store.read)).toEqual({
    ...{ waiting: 0, oldestWaitingSeconds: 0 },
    endpoints: { waiting: 2, oldestWaitingSeconds: 90 },
  })
})
