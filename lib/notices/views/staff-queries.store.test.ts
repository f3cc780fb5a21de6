import { eq, like } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { assertOpen, grantAccount } from '#/lib/accounts/access/grants.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { acknowledgeNotice, closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { type HandWritten, sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { day, minute, moveClock } from '#/lib/platform/values/clock.ts'
import { actorOf, staffGrant } from '#/tests/actors.ts'
import { scenario } from '#/tests/scenario.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import type { StaffNoticeFilter, staffNotices } from './lists.ts'
import { noticesPerPage } from './queries.ts'
import {
  countForStaff,
  countWaitingForStaff,
  findNoticeForStaff,
  listNoticesForStaff,
} from './staff-queries.ts'

const store = perTest(openTestStore)
const people = { anna: 'editor' } as const
const account = { slug: 'aurora', name: 'Clinica Aurora', alerts: ['anna'], people } as const
const molo = { name: 'Studio Aurora Molo', alerts: ['luca'], people: { luca: 'owner' } } as const
const setting = perTest(async () => {
  const made = await scenario(store, { account, molo }, { grace: 'support' }, { alone: true })
  await indexUnindexed(store)
  return made
})

const support = () => staffGrant(setting.grace, 'support')
const member = async () =>
  assertOpen(await grantAccount(store.read, actorOf(setting.anna), { slug: 'aurora' }, 'viewer'))
const plain = { ...unknownContent, slug: 'aurora', category: 'technical' } as const
const send = (summary: string, given: Partial<HandWritten> = {}) =>
  sendNoticeByHand(store, support(), { ...plain, summary, ...given })
const set = (id: string, given: Partial<typeof notices.$inferInsert>) =>
  store.transact((tx) => tx.update(notices).set(given).where(eq(notices.id, id)))
type Place = ReturnType<typeof staffNotices.after>
const list = async (filter: StaffNoticeFilter = {}, after: Place = null) => {
  const page = await listNoticesForStaff(store.read, support(), filter, after)
  return { next: page.next, summaries: page.notices.map(({ summary }) => summary) }
}
/** Makes a notice look like one from an event for an unknown account. */
const forget = (id: string, accountText: string) =>
  set(id, { accountId: null, accountText, state: 'unroutable', dueAt: null, problem: 'unknown-account' })

describe('the staff list of notices', () => {
  test('sorts by urgency: unacknowledged emergencies, overdue notices, others by deadline, the rest', async () => {
    await send('first')
    moveClock(minute)
    await send('second')
    const answered = await send('answered')
    await acknowledgeNotice(store, await member(), answered)
    moveClock(10 * day)
    await send('third')
    moveClock(10 * day + minute)
    await send('fourth')
    const emergency = { category: 'emergency' } as const
    await acknowledgeNotice(store, await member(), await send('answered emergency', emergency))
    await send('emergency', emergency)
    moveClock(10 * day + 2 * minute)
    await forget(await send('lost emergency', emergency), 'x')
    const rest = ['answered emergency', 'answered']
    const urgent = ['lost emergency', 'emergency', 'first', 'second', 'third', 'fourth']
    expect((await list()).summaries).toEqual([...urgent, ...rest])
    expect((await list({ state: 'overdue' })).summaries).toEqual(['first', 'second'])
    expect((await list({ state: 'acknowledged' })).summaries).toEqual(rest)
    expect((await list({ state: 'open' })).summaries).toEqual(urgent.slice(1))
    moveClock(20 * day)
    expect((await list({ state: 'overdue' })).summaries).toEqual(urgent.slice(1))
  })

  test.each([
    [noticesPerPage, 5],
    [3, noticesPerPage - 3],
    [3, noticesPerPage],
    [noticesPerPage + 2, 30],
    [0, 30],
  ])('pages through %i urgent and %i other notices in order', async (late, more) => {
    const expected: string[] = []
    const fires: string[] = []
    for (let n = 0; n < late; n++) {
      await send(`late ${n}`)
      expected.push(`late ${n}`)
      moveClock((n + 1) * 10 * minute)
    }
    moveClock(10 * day)
    for (let n = 0; n < more; n++) {
      moveClock(10 * day + n * 10 * minute)
      await send(`new ${n}`)
    }
    const information = { asksAnswer: false, dueAt: null }
    for (let n = more - 1; n >= 0; n--) expected.push(`new ${n}`)
    await store.transact((tx) => tx.update(notices).set(information).where(like(notices.summary, 'new %')))
    for (let n = 0; n < late; n += 2) {
      await send(`fire ${n}`, { category: 'emergency' })
      fires.push(`fire ${n}`)
      moveClock(11 * day + n * minute)
    }
    expected.unshift(...fires)
    const found: string[] = []
    let after: Place = null
    do {
      const page = await list({}, after)
      expect(page.summaries.length).toBeLessThanOrEqual(noticesPerPage)
      found.push(...page.summaries)
      after = page.next
    } while (after)
    expect(found).toEqual(expected)
  })

  test('keeps a closed notice current if its answer is overdue', async () => {
    const closed = await send('closed')
    await closeNoticeAsStaff(store, support(), { noticeId: closed, note: '' })
    const resolved = await send('resolved', { category: 'emergency' })
    await set(resolved, { state: 'closed', slot: resolved, closedAt: 1 })
    await send('open')
    expect((await list({ state: 'current' })).summaries).toEqual(['open'])
    moveClock(10 * day)
    expect((await list({ state: 'current' })).summaries).toEqual(['resolved', 'open'])
    expect((await list({ state: 'closed' })).summaries).toEqual(['resolved', 'closed'])
  })

  test('filters by category, environment, kind and account', async () => {
    await send('of aurora')
    await send('of molo', { slug: 'molo', category: 'merchant-issue' })
    await send('in sandbox', { environment: 'sandbox' })
    await sendTestNotice(store, await member(), 'technical')
    expect((await list({ category: 'merchant-issue' })).summaries).toEqual(['of molo'])
    expect((await list({ environment: 'sandbox' })).summaries).toEqual(['in sandbox'])
    expect((await list({ kind: 'event' })).summaries).toHaveLength(3)
    expect((await list({ kind: 'test' })).summaries).toHaveLength(1)
    expect((await list({ account: 'Molo', kind: 'event' })).summaries).toEqual(['of molo'])
    expect((await list({ account: 'AURORA', kind: 'event' })).summaries).toEqual(['of aurora', 'in sandbox'])
    expect((await list({ account: 'aur studio' })).summaries).toEqual(['of molo'])
    expect((await list({ account: 'luca@molo', kind: 'event' })).summaries).toEqual(['of molo'])
    expect((await list({ account: '%' })).summaries).toEqual([])
  })

  test('finds a notice of an unknown account by what the sender wrote', async () => {
    const id = await send('lost')
    await forget(id, 'Aurra_1')
    expect((await list({ state: 'unroutable', account: 'rra_1' })).summaries).toEqual(['lost'])
    expect((await list({ state: 'unroutable', account: 'rrax1' })).summaries).toEqual([])
    const found = await findNoticeForStaff(store.read, support(), id)
    expect(found).toMatchObject({ account: null, notice: { accountText: 'Aurra_1' } })
  })

  const unknown = ['new', '', '\0', '01990000-0000-7000-8000-000000000000']
  test.each(unknown)('finds no notice with the id %j', async (id) => {
    expect(await findNoticeForStaff(store.read, support(), id)).toBeNull()
  })

  test('excludes tests from counts', async () => {
    await send('one')
    await forget(await send('lost'), 'x')
    await send('two', { slug: 'molo' })
    await sendTestNotice(store, await member(), 'technical')
    expect(await countForStaff(store.read, support())).toEqual({
      emergencies: 0,
      open: 2,
      overdue: 0,
      unroutable: 1,
    })
    const filter = { account: 'molo', state: 'closed' } as const
    const closed = await listNoticesForStaff(store.read, support(), filter, null)
    expect(await closed.count()).toEqual({ emergencies: 0, open: 1, overdue: 0, unroutable: 0 })
    moveClock(10 * day)
    const counts = { emergencies: 0, open: 2, overdue: 2, unroutable: 1 }
    expect(await countForStaff(store.read, support())).toEqual(counts)
  })

  test('counts unacknowledged emergencies for every staff page, and each notice once in the total', async () => {
    const emergency = { category: 'emergency' } as const
    const waiting = () => countWaitingForStaff(store.read, support())
    const first = await send('first', emergency)
    await acknowledgeNotice(store, await member(), await send('answered', emergency))
    await set(await send('sandbox', emergency), { environment: 'sandbox', silence: 'sandbox', dueAt: null })
    expect(await waiting()).toEqual({ emergencies: 1, overdue: 0, unroutable: 0, all: 1 })
    await forget(await send('lost emergency', emergency), 'x')
    await forget(await send('lost'), 'y')
    await set(first, { dueAt: 1 })
    await set(await send('late'), { dueAt: 1 })
    expect(await waiting()).toEqual({ emergencies: 2, overdue: 2, unroutable: 2, all: 4 })
  })
})
