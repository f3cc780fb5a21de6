import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { countForStaff } from '#/lib/notices/views/staff-queries.ts'
import { askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildAccount } from '#/seed/accounts.ts'
import { addEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { waitUntilSent } from '#/tests/mail.ts'
import { accepted, anEvent, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { acknowledgeByMail, findAcknowledgement } from './acknowledge-link.ts'
import { type RouteAgain, routeAgain } from './route-again.ts'

const setting = perTest(openNoticeSetting)

const again = (given: RouteAgain) => routeAgain(setting.store, setting.support(), given)
/** An alert with a misspelt account. */
const misspelt = { account: 'aurra', dedupKey: 'f1 2026' }

describe('routing again', () => {
  test('mails current recipients', async () => {
    await setting.markAll()
    const { noticeId } = await setting.one()
    expect(await countForStaff(setting.store.read, setting.support())).toMatchObject({ unroutable: 1 })
    await setting.unmark()
    expect(await again({ noticeId })).toEqual({ noticeId, state: 'open' })
    expect((await setting.mails()).at(-1)).toMatchObject({ recipient: 'anna@aurora.example', noticeId })
    await expect(again({ noticeId })).rejects.toThrow('not-unroutable')
  })

  test('retries failed addresses, unless they are marked', async () => {
    const { noticeId } = await setting.one({ category: 'technical' })
    await setting.mark('anna@aurora.example', 'olga@aurora.example')
    await setting.work(() => refused())
    expect(await again({ noticeId })).toEqual({ noticeId, state: 'open' })
    const technical = 'notice tech@contacts.example'
    expect(await setting.told()).toEqual([technical, 'staff grace@desk.example', technical])
  })

  test('names who gets the digest that the notice joins in a storm', async () => {
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    await setting.accept(aStorm(11))
    const routing = routeAgain(askingFirst(setting.store, ''), setting.support(), {
      noticeId,
      slug: 'aurora',
    })
    await expect(routing).rejects.toMatchObject({
      mails: [{ to: 'anna@aurora.example', template: 'notice-digest' }],
    })
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'unroutable', accountId: null })
  })

  test('requires a summary for an unreadable event', async () => {
    const [taken] = await setting.accept([{ raw: '{', reason: 'no JSON' }], 'alertmanager')
    const noticeId = taken?.noticeId ?? ''
    const given = { noticeId, slug: 'aurora' }
    await expect(again(given)).rejects.toThrow('summary-required')
    const words = { summary: 'The feed is broken', details: 'Since noon.' }
    expect(await again({ ...given, ...words })).toMatchObject({ state: 'open' })
    expect(await setting.notice(noticeId)).toMatchObject({ ...words, raw: '{' })
  })

  test('keeps the text of a readable event', async () => {
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    await again({ noticeId, slug: 'molo', summary: 'Other words' })
    expect((await setting.notice(noticeId)).summary).toBe('Feed error rate 23%')
  })

  test('records a Sandbox notice and who it would have reached', async () => {
    const { noticeId } = await setting.one({ ...misspelt, environment: 'sandbox' }, 'pagerduty')
    expect(await again({ noticeId, slug: 'molo' })).toEqual({ noticeId, state: 'open' })
    const wouldReach = [{ step: 0, purpose: 'alerts', addresses: ['luca@molo.example'] }]
    expect(await setting.notice(noticeId)).toMatchObject({ silence: 'sandbox', wouldReach })
    expect(await setting.mails()).toEqual([])
  })

  test('joins the account’s open notice of the same key', async () => {
    const open = await setting.one({ dedupKey: misspelt.dedupKey })
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    expect(await again({ noticeId, slug: 'aurora' })).toEqual({ noticeId: open.noticeId, state: 'open' })
    expect((await setting.notice(open.noticeId)).count).toBe(2)
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'closed', closedHow: 'joined' })
  })

  test('requires a known account', async () => {
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    await expect(again({ noticeId })).rejects.toThrow('account-required')
    await expect(again({ noticeId, slug: 'x' })).rejects.toThrow('unknown-account')
    await setting.store.transact((tx) => buildAccount(tx, { slug: misspelt.account }))
    expect(await again({ noticeId })).toEqual({ noticeId, state: 'unroutable' })
  })
})

describe('later events for a notice that staff routed', () => {
  test('join it without mail to staff', async () => {
    const { noticeId } = await setting.one(misspelt, 'alertmanager')
    await again({ noticeId, slug: 'aurora' })
    const before = (await setting.mails()).length
    expect(await setting.one(misspelt, 'alertmanager')).toMatchObject({ noticeId, outcome: 'joined' })
    expect(await setting.mails()).toHaveLength(before)
    expect(await setting.store.read.$count(notices)).toBe(1)
    expect((await setting.notice(noticeId)).problem).toBe('')
  })

  test('remind its recipients after 4 hours', async () => {
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    await again({ noticeId, slug: 'aurora' })
    await setting.work()
    moveClock(241 * minute)
    expect(await setting.one(misspelt, 'pagerduty')).toMatchObject({ noticeId, outcome: 'reminded' })
    expect((await setting.told()).at(-1)).toBe('reminder anna@aurora.example')
  })

  test('resolve it and notify its recipients; a late replica is ignored', async () => {
    const { noticeId } = await setting.one(misspelt, 'alertmanager')
    await again({ noticeId, slug: 'aurora', category: 'technical' })
    await setting.work()
    const ended = await setting.one({ ...misspelt, action: 'resolve' }, 'alertmanager')
    expect(ended).toMatchObject({ noticeId, outcome: 'resolved' })
    expect((await setting.told()).at(-1)).toBe('resolve tech@contacts.example')
    expect(await setting.one(misspelt, 'alertmanager')).toMatchObject({ noticeId, outcome: 'ignored' })
  })

  test('send no reminder while the account is paused', async () => {
    const { noticeId } = await setting.one(misspelt, 'pagerduty')
    await again({ noticeId, slug: 'aurora' })
    await setting.work()
    await setting.set(accounts, setting.account.id, { state: 'paused' })
    moveClock(241 * minute)
    expect(await setting.one(misspelt, 'pagerduty')).toMatchObject({ noticeId, outcome: 'joined' })
  })

  test('join a notice made from an unreadable alert', async () => {
    const unread = { raw: '{"labels": 1}', reason: 'labels' }
    const [first] = await setting.accept([unread], 'alertmanager')
    const noticeId = first?.noticeId ?? ''
    await again({ noticeId, slug: 'aurora', summary: 'The feed is broken' })
    expect(await setting.accept([unread], 'alertmanager')).toMatchObject([{ noticeId, outcome: 'joined' }])
  })
})

describe('routing to another category', () => {
  const unroutable = async (category: 'emergency' | 'technical') => {
    await setting.markAll()
    const { noticeId } = await setting.one({ category })
    expect((await setting.notice(noticeId)).state).toBe('unroutable')
    await setting.unmark()
    return noticeId
  }

  test('ends escalation and uses the new category’s deadline', async () => {
    const noticeId = await unroutable('emergency')
    const before = await setting.notice(noticeId)
    await again({ noticeId, category: 'technical' })
    const after = await setting.notice(noticeId)
    expect(after.escalateAt).toBeNull()
    expect((after.dueAt ?? 0) - (before.dueAt ?? 0)).toBeGreaterThan(20 * 60 * minute)
    expect(await setting.escalate(40 * minute)).toBe(0)
  })

  test('starts escalation when the notice becomes an emergency', async () => {
    await again({ noticeId: await unroutable('technical'), category: 'emergency' })
    expect(await setting.escalate(31 * minute)).toBe(1)
  })

  test('records account and category before and after', async () => {
    const { account, molo, grace } = setting
    const noticeId = await unroutable('emergency')
    await again({ noticeId, slug: 'molo', category: 'technical' })
    const by = { actorId: grace.id, accountId: molo.id, subjectId: noticeId }
    const before = { accountId: account.id, category: 'emergency' }
    const after = { accountId: molo.id, category: 'technical' }
    expect((await setting.audited()).at(-1)).toMatchObject({
      ...by,
      action: 'notice.routed-again',
      before,
      after,
    })
  })
})

describe('routing to another account than the sender named', () => {
  /** An emergency of Aurora: Anna got a copy, every step failed, and staff route it to Molo. */
  async function mistaken() {
    const { noticeId } = await setting.one({ category: 'emergency' })
    for (let step = 0; step < 3; step++)
      await setting.work((to) => (to.startsWith('anna') ? accepted : refused()))
    const copy = (await setting.mails()).find(({ recipient }) => recipient.startsWith('anna'))
    await again({ noticeId, slug: 'molo' })
    return { noticeId, copy }
  }

  test('hides each account from the other', async () => {
    const { noticeId } = await mistaken()
    const mail = known((await setting.mails()).find(({ recipient }) => recipient === 'luca@molo.example'))
    expect(JSON.stringify(await readNoticeMail(setting.store.read, mail))).not.toContain('aurora.example')
    const seen = await findNotice(setting.store.read, await setting.member(setting.luca, 'molo'), noticeId)
    expect(seen?.deliveries.length).toBeGreaterThan(0)
    expect(JSON.stringify(seen)).not.toContain('aurora.example')
  })

  test('keeps each account’s notices out of the other’s digest', async () => {
    const sent = await setting.accept(aStorm(12))
    await setting.accept(aStorm(12, { account: 'molo' }, 12))
    const noticeId = sent[11]?.noticeId ?? ''
    await setting.set(notices, noticeId, { state: 'unroutable' })
    await again({ noticeId, slug: 'molo' })
    moveClock(6 * minute)
    const rows = (await setting.claim()).filter(({ digestId }) => digestId !== null)
    const [first, other] = Map.groupBy(rows, ({ accountId }) => accountId).values()
    expect([first?.length, other?.length]).toEqual([1, 1])
    const said = rows.map(async (row) => (await readNoticeMail(setting.store.read, row)).data)
    expect(await Promise.all(said)).toMatchObject([
      // A single notice reads like any other.
      { accountName: 'Ambulatorio San Luca', part: 'notice', summary: 'Feed error rate 23%' },
      { accountName: 'Trattoria Molo', count: 3, items: [{}, {}, {}] },
    ])
    for (const row of other ?? []) await setting.settle(row, accepted)
    for (const n of [10, 11])
      await setting.one({ category: 'production-alert', dedupKey: `alert ${n}`, action: 'resolve' })
    for (const row of first ?? []) await setting.settle(row, accepted)
    const resolves = (await setting.mails()).filter(({ part }) => part === 'resolve')
    const ends = await Promise.all(resolves.map((row) => readNoticeMail(setting.store.read, row)))
    expect(ends.map(({ data }, at) => `${resolves[at]?.recipient}: ${data.accountName}`).sort()).toEqual([
      'anna@aurora.example: Ambulatorio San Luca',
      'luca@molo.example: Trattoria Molo',
    ])
  })

  test.each([
    [1, 11],
    [2, 10],
  ])('tells no endpoint of the first account the %i of its digest that went', async (count, messages) => {
    const { store, account, anna } = setting
    await addEndpoint(store, account.id, 'webhook', { field: 'alerts', alerts: [anna.id] })
    const sent = await setting.accept(aStorm(12))
    const gone = sent.slice(-count).map(({ noticeId }) => noticeId ?? '')
    for (const noticeId of gone) {
      await setting.set(notices, noticeId, { state: 'unroutable' })
      await again({ noticeId, slug: 'molo' })
    }
    moveClock(6 * minute)
    const { requests } = await startEndpoints(store)
    await waitUntilSent(store)
    expect(requests).toHaveLength(messages)
    expect(requests.filter(({ body }) => gone.some((id) => body.includes(id)))).toEqual([])
  })

  test('sends the first account no resolve of a notice in its digest', async () => {
    const noticeId = (await setting.accept(aStorm(11)))[10]?.noticeId ?? ''
    moveClock(6 * minute)
    await setting.work()
    await setting.set(notices, noticeId, { state: 'unroutable' })
    await again({ noticeId, slug: 'molo' })
    await setting.work()
    await setting.one({ dedupKey: 'alert 10', action: 'resolve' })
    const ends = (await setting.mails()).filter(({ part }) => part === 'resolve')
    expect(ends.map(({ recipient }) => recipient)).toEqual(['luca@molo.example'])
  })

  test('ignores failures of the first account’s digest', async () => {
    const noticeId = (await setting.accept(aStorm(11)))[10]?.noticeId ?? ''
    moveClock(6 * minute)
    const claimed = await setting.claim()
    await setting.set(notices, noticeId, { state: 'unroutable' })
    await again({ noticeId, slug: 'molo' })
    const before = await setting.notice(noticeId)
    for (const row of claimed.filter(({ digestId }) => digestId)) await setting.settle(row, refused())
    expect(await setting.notice(noticeId)).toEqual(before)
    expect((await setting.told()).filter((mail) => mail.includes('tech@'))).toEqual([])
  })

  test('cancels mail to the first account’s contacts', async () => {
    const { noticeId } = await setting.one({ category: 'emergency' })
    const later = { status: 'retrying', dueAt: now() + minute, lastError: '' } as const
    for (let step = 0; step < 3; step++)
      await setting.work((to) => (to.startsWith('anna') ? later : refused()))
    await again({ noticeId, slug: 'molo' })
    moveClock(2 * minute)
    expect((await setting.claim()).map(({ recipient }) => recipient)).not.toContain('anna@aurora.example')
    expect((await setting.notice(noticeId)).state).toBe('open')
  })

  test('mails the named account again when a batch resolves and re-reports the notice', async () => {
    await mistaken()
    const both = [anEvent({ category: 'emergency', action: 'resolve' }), anEvent({ category: 'emergency' })]
    expect((await setting.accept(both)).map(({ outcome }) => outcome)).toEqual(['resolved', 'opened'])
  })

  test('invalidates the links in the first account’s mails', async () => {
    const { copy } = await mistaken()
    const token = linkToken('acknowledge', copy?.id ?? '')
    expect(await findAcknowledgement(setting.store.read, token)).toBeNull()
    await expect(acknowledgeByMail(setting.store, token)).rejects.toThrow('not-found')
  })
})

test('an event of one unknown account resolves no notice of another', async () => {
  const [first] = await setting.accept([anEvent({ account: 'one' })], 'pagerduty')
  const unsaid: ['category'] = ['category']
  await setting.one({ account: 'two', action: 'resolve', unsaid }, 'pagerduty')
  expect((await setting.notice(first?.noticeId ?? '')).state).toBe('unroutable')
})
