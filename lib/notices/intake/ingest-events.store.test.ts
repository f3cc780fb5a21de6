import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { outbox } from '#/db/schema/mail.ts'
import { digests, events, notices } from '#/db/schema/notices.ts'
import { revokeSourceKeys } from '#/lib/admin/sources/key-commands.ts'
import type { IncomingEvent } from '#/lib/notices/parsing/schema.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { failingOn, interrupted } from '#/tests/failing.ts'
import { aStorm, anEvent as event, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { ingestEvents } from './ingest-events.ts'

const setting = perTest(openNoticeSetting)

const accept = (...given: Parameters<typeof setting.accept>) => setting.accept(...given)
const one = (...given: Parameters<typeof setting.one>) => setting.one(...given)
const mails = () => setting.mails()
const notice = (id: string | null) => setting.notice(id ?? '')
const told = async () => (await setting.told()).sort()
const settle = (status: 'accepted' | 'failed' | 'retrying') =>
  setting.store.transact((tx) => tx.update(outbox).set({ status, dueAt: null }).then())

describe('a trigger', () => {
  test('ignores a field that the integration type hides, even with a stored value', async () => {
    await one({ category: 'merchant-issue' })
    expect(await told()).toEqual(['notice operations@contacts.example'])
    await setting.set(accounts, setting.account.id, { integrationTypeId: 'ordering-redirect' })
    await one({ category: 'merchant-issue', dedupKey: 'another' })
    expect(await told()).toContain('notice merchants@contacts.example')
  })

  test('opens a notice and mails its recipients in one transaction', async () => {
    const accepted = await one()
    expect(accepted).toMatchObject({ dedupKey: 'feed', outcome: 'opened' })
    const row = await notice(accepted.noticeId)
    expect(row).toMatchObject({ accountId: setting.account.id, state: 'open', count: 1, step: 0 })
    expect(row.dueAt).toBeGreaterThan(now() + 40 * 60 * minute)
    const to = { recipient: 'anna@aurora.example', locale: 'en', data: { timeZone: 'Europe/Rome' } }
    const mail = { ...to, lane: 'ordinary', purpose: 'alerts', step: 0, noticeId: row.id }
    expect(await mails()).toMatchObject([mail])
    const kept = { noticeId: row.id, outcome: 'opened' }
    expect(await setting.store.read.select().from(events)).toMatchObject([kept])
  })

  test('of an emergency uses the urgent lane, sends a copy, and escalates', async () => {
    const { noticeId } = await one({ category: 'emergency' })
    expect((await mails()).map(({ recipient, lane, step }) => [recipient, lane, step])).toEqual([
      ['oncall@contacts.example', 'urgent', 0],
      ['anna@aurora.example', 'urgent', null],
    ])
    expect((await notice(noticeId)).escalateAt).toBe((await notice(noticeId)).firstSeenAt + 30 * minute)
  })

  test('names the account by slug or id, and needs no dedup key', async () => {
    const accepted = await one({ account: setting.account.id, dedupKey: null })
    expect(accepted.dedupKey).toMatch(/./)
    expect((await notice(accepted.noticeId)).accountId).toBe(setting.account.id)
    expect((await one({ dedupKey: null })).noticeId).not.toBe(accepted.noticeId)
  })

  test('for a locked account is routed as usual', async () => {
    await setting.set(accounts, setting.account.id, { firstCompleteAt: null })
    await one()
    expect(await told()).toEqual(['notice anna@aurora.example'])
  })

  test('from Sandbox mails nobody and records who it would have reached', async () => {
    const { noticeId } = await one({ environment: 'sandbox' })
    const row = await notice(noticeId)
    expect(row).toMatchObject({ silence: 'sandbox', dueAt: null, lastMailAt: null, state: 'open' })
    expect(row.wouldReach).toEqual([{ step: 0, purpose: 'alerts', addresses: ['anna@aurora.example'] }])
    expect(await mails()).toEqual([])
  })

  test('is only recorded while paused; the next one after resuming mails', async () => {
    const set = (state: 'paused' | 'live') => setting.set(accounts, setting.account.id, { state })
    await set('paused')
    const { noticeId } = await one()
    await one()
    expect(await notice(noticeId)).toMatchObject({ silence: 'paused', count: 2 })
    expect(await mails()).toEqual([])
    await set('live')
    await one()
    expect(await notice(noticeId)).toMatchObject({ silence: null, wouldReach: null, count: 3, step: 0 })
    expect(await told()).toEqual(['notice anna@aurora.example'])
  })
})

describe('a repeated event', () => {
  test('joins the open notice, and mails again after 4 unanswered hours', async () => {
    const { noticeId } = await one()
    expect(await one()).toMatchObject({ noticeId, outcome: 'joined' })
    moveClock(239 * minute)
    await one()
    expect(await told()).toEqual(['notice anna@aurora.example'])
    moveClock(241 * minute)
    expect(await one()).toMatchObject({ noticeId, outcome: 'reminded' })
    expect(await told()).toEqual(['notice anna@aurora.example', 'reminder anna@aurora.example'])
    expect((await notice(noticeId)).count).toBe(4)
    expect((await notice(noticeId)).lastSeenAt).toBeGreaterThan((await notice(noticeId)).firstSeenAt)
  })

  test('opens another notice for another account, category, environment or key', async () => {
    const [technical, sandbox] = [{ category: 'technical' }, { environment: 'sandbox' }] as const
    const others = [{}, { account: 'molo' }, technical, sandbox, { dedupKey: 'b' }]
    const ids = await accept(others.map((given) => event(given)))
    expect(new Set(ids.map(({ noticeId }) => noticeId)).size).toBe(5)
  })

  test('joins within one batch', async () => {
    const accepted = await accept([event(), event(), event({ action: 'resolve' }), event()])
    expect(accepted.map(({ outcome }) => outcome)).toEqual(['opened', 'joined', 'resolved', 'opened'])
    expect(accepted[1]?.noticeId).toBe(accepted[0]?.noticeId)
    expect(accepted[3]?.noticeId).not.toBe(accepted[0]?.noticeId)
    expect((await notice(accepted[0]?.noticeId ?? null)).count).toBe(2)
  })

  test('opens a new notice after the end, except for a late Alertmanager replica', async () => {
    const firing = { dedupKey: 'f1 2026' }
    const first = await one(firing, 'alertmanager')
    await one({ ...firing, action: 'resolve' }, 'alertmanager')
    expect(await one(firing, 'alertmanager')).toMatchObject({ noticeId: first.noticeId, outcome: 'ignored' })
    expect(await setting.store.read.$count(notices)).toBe(1)
    expect(await one(firing)).toMatchObject({ outcome: 'opened' })
  })

  test('counts two Alertmanager replicas once and updates when it was seen', async () => {
    const firing = { dedupKey: 'f1 2026' }
    const first = await one(firing, 'alertmanager')
    moveClock(minute)
    expect(await one(firing, 'alertmanager')).toMatchObject({ noticeId: first.noticeId, outcome: 'joined' })
    const { count, firstSeenAt, lastSeenAt } = await notice(first.noticeId)
    expect([count, lastSeenAt - firstSeenAt >= minute]).toEqual([1, true])
    expect(await told()).toEqual(['notice anna@aurora.example'])
  })

  test('counts an event with the same id once per source', async () => {
    const named = { identity: 'source 1', dedupKey: 'given' }
    const first = await one(named, 'cloudevents')
    const [again, same] = await accept([event(named), event(named)], 'cloudevents')
    expect(again).toMatchObject({ noticeId: first.noticeId, outcome: 'ignored' })
    expect(same).toEqual(again)
    expect((await notice(first.noticeId)).count).toBe(1)
    const request = { format: 'cloudevents' as const, events: [event(named)] }
    const { events: others } = await ingestEvents(setting.store, await setting.addSource(), request)
    expect(others).toMatchObject([{ outcome: 'opened' }])
    expect(others[0]?.noticeId).not.toBe(first.noticeId)
  })
})

describe('a resolve', () => {
  test('closes the notice and immediately notifies recipients of an accepted message only', async () => {
    const { noticeId } = await one({ category: 'technical' })
    await settle('accepted')
    await one({ category: 'technical', action: 'resolve' })
    const closed = { state: 'closed', closedHow: 'resolved', slot: noticeId, dueAt: null }
    expect(await notice(noticeId)).toMatchObject(closed)
    expect(await told()).toEqual(['notice tech@contacts.example', 'resolve tech@contacts.example'])
    await one({ category: 'technical', action: 'resolve' })
    expect(await mails()).toHaveLength(2)
  })

  test('of an unknown notice does nothing', async () => {
    for (const action of ['resolve', 'acknowledge'] as const)
      expect(await accept([event({ action })])).toMatchObject([{ noticeId: null, outcome: 'ignored' }])
    expect(await setting.store.read.$count(notices)).toBe(0)
  })

  test('without account and category finds its notice within its source', async () => {
    const { noticeId } = await one({ category: 'technical' }, 'pagerduty')
    const unsaid: IncomingEvent['unsaid'] = ['account', 'category', 'environment']
    await one({ account: '', action: 'acknowledge', unsaid }, 'pagerduty')
    const answered = { state: 'acknowledged', acknowledgedAs: 'monitoring', dueAt: null }
    expect(await notice(noticeId)).toMatchObject(answered)
    await one({ account: '', action: 'resolve', unsaid }, 'pagerduty')
    expect((await notice(noticeId)).state).toBe('closed')
  })
})

describe('a storm', () => {
  test('sends ten individually and batches the rest, one digest per address', async () => {
    await accept(aStorm(25))
    await accept(aStorm(25, {}, 25))
    const all = await mails()
    expect(all.filter(({ template }) => template === 'notice')).toHaveLength(10)
    const gathered = all.filter(({ template }) => template === 'notice-digest')
    expect(gathered).toMatchObject([{ recipient: 'anna@aurora.example', part: 'notice', step: 0 }])
    expect(gathered[0]?.dueAt).toBeGreaterThan(now() + 4 * minute)
    const isOpen = and(eq(notices.state, 'open'), eq(notices.step, 0))
    expect(await setting.store.read.$count(notices, isOpen)).toBe(50)
  })

  test('starts a new digest after 5 minutes, and single mails after 5 quiet ones', async () => {
    await accept(aStorm(12))
    moveClock(4.9 * minute)
    await accept(aStorm(12, {}, 12))
    moveClock(5.1 * minute)
    await accept(aStorm(2, {}, 24))
    expect(await setting.store.read.$count(digests)).toBe(2)
    moveClock(20 * minute)
    await accept(aStorm(1, {}, 30))
    expect((await mails()).filter(({ template }) => template === 'notice')).toHaveLength(11)
  })

  test('adds nothing to a digest that is being mailed, even before its due time', async () => {
    await accept(aStorm(12))
    const isDigest = eq(outbox.template, 'notice-digest')
    await setting.store.transact((tx) => tx.update(outbox).set({ attempts: 1 }).where(isDigest))
    await accept(aStorm(2, {}, 12))
    expect(await setting.store.read.$count(digests)).toBe(2)
    await settle('accepted')
    await accept(aStorm(12, { action: 'resolve' }))
    const ends = (await mails()).filter(({ template }) => template === 'notice-digest-resolved')
    expect(ends).toMatchObject([{ recipient: 'anna@aurora.example' }])
  })

  test('is measured per account, category and environment', async () => {
    const others = [...aStorm(10, { account: 'molo' }), ...aStorm(10, { category: 'technical' })]
    await accept([...aStorm(10), ...others])
    expect(await setting.store.read.$count(digests)).toBe(0)
    expect(await mails()).toHaveLength(30)
  })
})

test('stores unroutable events of a foreign format, and notifies staff in one mail', async () => {
  const original = { labels: { account: 'none' } }
  const unreadable = { raw: '{"broken": 1}', reason: 'no labels' }
  const accepted = await accept([event(), event({ account: 'none', original }), unreadable], 'alertmanager')
  expect(accepted.map(({ outcome }) => outcome)).toEqual(['opened', 'unroutable', 'unroutable'])
  const unrouted = { state: 'unroutable', accountId: null }
  expect(await notice(accepted[1]?.noticeId ?? null)).toMatchObject({
    ...unrouted,
    accountText: 'none',
    problem: 'unknown-account',
    raw: expect.stringContaining('labels'),
  })
  const unread = { ...unrouted, raw: '{"broken": 1}', problem: 'no labels' }
  expect(await notice(accepted[2]?.noticeId ?? null)).toMatchObject(unread)
  expect(await told()).toEqual(['notice anna@aurora.example', 'staff grace@desk.example'])
  await accept([event({ account: 'none' }), event({ account: 'other' })], 'alertmanager')
  expect(await setting.store.read.$count(notices)).toBe(4)
  const staffMails = (await mails()).filter(({ part }) => part === 'staff')
  expect(staffMails.map(({ dueAt, createdAt }) => (dueAt ?? 0) > createdAt)).toEqual([false, true])
})

describe('a large batch of a foreign format', () => {
  const idempotency = { key: 'k', bodyHash: 'a' }
  const many = (count: number) =>
    Array.from({ length: count }, (_, number) => event({ account: 'nobody', dedupKey: `firing-${number}` }))
  const accept = (incoming: IncomingEvent[], where = setting.store) =>
    ingestEvents(where, setting.events, { format: 'alertmanager', events: incoming, idempotency })

  test('is ingested whole and in order, and its answer is replayed whole', async () => {
    const { events: accepted } = await accept(many(700))
    expect(accepted.map(({ dedupKey }) => dedupKey)).toEqual(many(700).map(({ dedupKey }) => dedupKey))
    expect(await setting.store.read.$count(notices)).toBe(700)
    expect(await accept(many(700))).toEqual({ events: accepted, replayed: true })
  })

  test('lets another command run between its parts', async () => {
    const done: string[] = []
    // Opens two PostgreSQL connections first.
    await Promise.all([1, 2].map(() => setting.store.transact(async () => undefined)))
    const large = accept(many(1000)).then(() => done.push('large'))
    const small = setting.store.transact(async () => undefined).then(() => done.push('small'))
    await Promise.all([large, small])
    expect(done).toEqual(['small', 'large'])
  })

  test('recognises events from a failed first attempt', async () => {
    const failing = interrupted(setting.store, (nth) => {
      if (nth > 2) throw new Error('disk full')
    })
    await expect(accept(many(700), failing)).rejects.toThrow('disk full')
    const { events: accepted, replayed } = await accept(many(700))
    expect(replayed).toBe(false)
    expect(accepted).toHaveLength(700)
    expect(await setting.store.read.$count(notices)).toBe(700)
  })
})

describe('small concurrent requests', () => {
  test('have the same outcome as sequential ones, and each gets its own answer', async () => {
    const keys = [1, 2, 3, 4, 5].map((number) => `own-${number}`)
    const answers = await Promise.all(keys.map((dedupKey) => accept([event(), event({ dedupKey })])))
    const outcomes = answers.map((events) => events.map(({ outcome }) => outcome))
    expect(outcomes).toEqual([['opened', 'opened'], ...Array(4).fill(['joined', 'opened'])])
    expect(answers.map(([, own]) => own?.dedupKey)).toEqual(keys)
    const [joined] = await setting.store.read.select().from(notices).where(eq(notices.dedupKey, 'feed'))
    expect(joined?.count).toBe(5)
    expect(await setting.store.read.$count(events)).toBe(10)
  })

  test('of different sources are committed separately', async () => {
    const both = [setting.events, await setting.addSource()]
    const request = { format: 'native' as const, events: [event()] }
    await Promise.all(both.map((grant) => ingestEvents(setting.store, grant, request)))
    const rows = await setting.store.read.select().from(events)
    const ids = both.map(({ source }) => source.id)
    expect(rows.map(({ sourceId }) => sourceId).sort()).toEqual(ids.sort())
  })
})

describe('idempotency', () => {
  const accept = (bodyHash: string, where = setting.store) => {
    const idempotency = { key: 'k', bodyHash }
    return ingestEvents(where, setting.events, { format: 'native', events: [event()], idempotency })
  }

  test('refuses the second request while the first one runs', async () => {
    const both = await Promise.allSettled([accept('a'), accept('a')])
    const reasons = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(reasons).toEqual(['idempotency-running'])
  })

  test('lasts 24 hours, and excludes failures', async () => {
    await expect(accept('a', failingOn(setting.store, outbox))).rejects.toThrow('disk full')
    expect(await setting.store.read.$count(notices)).toBe(0)
    await accept('b')
    moveClock(25 * 60 * minute)
    expect((await accept('c')).replayed).toBe(false)
  })
})

test('ingests nothing when the key is revoked during the upload', async () => {
  await setting.store.transact((tx) => revokeSourceKeys(tx, setting.events.source.id, null))
  for (const count of [1, 11]) {
    const sent = Array.from({ length: count }, (_, number) => event({ dedupKey: `${number}` }))
    const accepted = ingestEvents(setting.store, setting.events, { format: 'native', events: sent })
    await expect(accepted).rejects.toThrow('forbidden')
  }
  expect(await setting.store.read.$count(events)).toBe(0)
})

test('rolls back a batch that cannot be written', async () => {
  const batch = { format: 'native', events: [event(), event({ account: 'molo' })] } as const
  const accepting = ingestEvents(failingOn(setting.store, events), setting.events, batch)
  await expect(accepting).rejects.toThrow('disk full')
  expect(await setting.store.read.$count(notices)).toBe(0)
  expect(await mails()).toEqual([])
})
