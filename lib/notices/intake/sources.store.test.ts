import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { exclusive } from '#/db/store/store.ts'
import type { EventFormat } from '#/db/words/notices.ts'
import type { SourceGrant } from '#/lib/identity/keys/queries.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { openNotice } from '#/lib/notices/intake/notice-writer.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { known } from '#/tests/known.ts'
import { anEvent, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { ingestEvents } from './ingest-events.ts'
import { unknownContent } from './notice-input.ts'

/** Two event sources that use the same dedup key for the same account (notices.md, Same thing twice). */
const setting = perTest(openNoticeSetting)
const other = perTest(() => setting.addSource())

const down = { category: 'emergency', dedupKey: 'payments-down' } as const

async function take(
  by: SourceGrant<'events:write'>,
  given: Partial<IncomingEvent> = {},
  format: EventFormat = 'native',
) {
  const events = [anEvent({ ...down, ...given })]
  const taken = known((await ingestEvents(setting.store, by, { format, events })).events[0])
  return { ...taken, noticeId: taken.noticeId ?? '' }
}
const mine = (given?: Partial<IncomingEvent>, format?: EventFormat) => take(setting.events, given, format)
const others = (given?: Partial<IncomingEvent>, format?: EventFormat) => take(other, given, format)

describe('another source’s dedup key', () => {
  test('does not silence an emergency, even if its notice was acknowledged before', async () => {
    const first = await others({ severity: 'info', summary: 'Nothing to see' })
    await others({ action: 'acknowledge' })
    const { noticeId, outcome } = await mine({ severity: 'critical', summary: 'Payments are down' })
    expect(outcome).toBe('opened')
    expect(noticeId).not.toBe(first.noticeId)
    const row = await setting.notice(noticeId)
    expect(row).toMatchObject({ summary: 'Payments are down', severity: 'critical', state: 'open' })
    expect(row.dueAt).toBeGreaterThan(row.firstSeenAt)
    expect(row.escalateAt).toBeGreaterThan(row.firstSeenAt)
    const told = (await setting.mails()).filter((mail) => mail.noticeId === noticeId)
    expect(told.map(({ recipient }) => recipient)).toEqual(['oncall@contacts.example', 'anna@aurora.example'])
  })

  test.each([
    ['resolve', 'resolved'],
    ['acknowledge', 'acknowledged'],
  ] as const)('does not %s the notice', async (action, outcome) => {
    const { noticeId } = await mine()
    expect(await others({ action })).toMatchObject({ noticeId: '', outcome: 'ignored' })
    const unsaid: IncomingEvent['unsaid'] = ['account', 'category', 'environment']
    expect(await others({ action, unsaid }, 'pagerduty')).toMatchObject({ outcome: 'ignored' })
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'open', acknowledgedAt: null })
    expect(await mine({ action })).toMatchObject({ noticeId, outcome })
  })

  test('does not turn an alert into a late replica', async () => {
    await others({}, 'alertmanager')
    await others({ action: 'resolve' }, 'alertmanager')
    expect(await mine({}, 'alertmanager')).toMatchObject({ outcome: 'opened' })
  })

  test('does not match notices of staff or the portal', async () => {
    const account = { ...setting.account, closedAt: null }
    for (const origin of ['staff', 'system'] as const) {
      const input = { ...unknownContent, ...down, account, summary: 'By us', kind: 'event', origin } as const
      const { id } = await setting.store.transact((tx) => openNotice(tx, input), exclusive)
      expect(await mine({ action: 'resolve' })).toMatchObject({ outcome: 'ignored' })
      expect(await setting.notice(id)).toMatchObject({ state: 'open' })
    }
    expect(await mine()).toMatchObject({ outcome: 'opened' })
  })

  test('is not joined when staff route a notice again', async () => {
    await others()
    const { noticeId } = await mine({ account: 'arora' }, 'pagerduty')
    const routed = await routeAgain(setting.store, setting.support(), { noticeId, slug: 'aurora' })
    expect(routed).toEqual({ noticeId, state: 'open' })
  })
})

describe('a notice opened before keys included the source', () => {
  let old = ''
  beforeEach(async () => {
    old = (await mine()).noticeId
    await setting.set(notices, old, { slot: 'open' })
  })

  test('is resolved by any source, and its recipients are notified', async () => {
    await setting.work()
    expect(await others({ action: 'resolve' })).toMatchObject({ noticeId: old, outcome: 'resolved' })
    expect(await setting.notice(old)).toMatchObject({ state: 'closed', closedHow: 'resolved', slot: old })
    expect(await setting.told()).toContain('resolve oncall@contacts.example')
  })

  test('is joined, acknowledged and resolved by its own source', async () => {
    expect(await mine()).toMatchObject({ noticeId: old, outcome: 'joined' })
    expect(await mine({ action: 'acknowledge' })).toMatchObject({ noticeId: old, outcome: 'acknowledged' })
    expect(await mine({ action: 'resolve' })).toMatchObject({ noticeId: old, outcome: 'resolved' })
    expect(await setting.store.read.$count(notices)).toBe(1)
  })

  test('neither silences nor answers another source’s notice', async () => {
    expect(await others({ action: 'acknowledge' })).toMatchObject({ outcome: 'ignored' })
    await acknowledgeNotice(setting.store, await setting.member(), old)
    const opened = await others()
    expect(opened.outcome).toBe('opened')
    expect((await setting.mails()).filter(({ noticeId }) => noticeId === opened.noticeId)).toHaveLength(2)
    await others({ action: 'resolve' })
    expect(await setting.store.read.$count(notices, eq(notices.closedHow, 'resolved'))).toBe(2)
  })
})
