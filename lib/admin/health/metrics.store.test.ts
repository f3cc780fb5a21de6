import { expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { lanes, type MailLane } from '#/db/words/mail.ts'
import { countEvents } from '#/lib/platform/log/metrics.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { openTestStore } from '#/tests/store.ts'
import { readMetrics } from './metrics.ts'

test('counts waiting mail of every kind by lane, and leaves out sent mail', async () => {
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
  expect([...listed].map(([, lane]) => lane)).toEqual(lanes)
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
