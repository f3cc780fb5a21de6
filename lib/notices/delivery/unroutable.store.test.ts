import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { digestNotices } from '#/db/schema/notices.ts'
import { findNoticeForStaff } from '#/lib/notices/views/staff-queries.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildMember } from '#/seed/people.ts'
import { anEvent, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'

const setting = perTest(openNoticeSetting)

/** A notice whose every message was refused. */
async function failed() {
  const { noticeId } = await setting.one()
  for (let step = 0; step < 3; step++) await setting.work(() => refused())
  expect((await setting.notice(noticeId)).state).toBe('unroutable')
  return noticeId
}
/** Makes Nina the alert contact. */
async function addNina() {
  const { account, store } = setting
  const nina = { accountId: account.id, email: 'nina@aurora.example' }
  const { user } = await store.transact((tx) => buildMember(tx, nina))
  await setting.nameTechnical(account.id, ['tech@contacts.example'], [user.id])
}
const staffMails = async () => (await setting.mails()).filter(({ part }) => part === 'staff')

describe('a notice that reaches nobody', () => {
  test('mails contacts that the account has since added when it repeats', async () => {
    const id = await failed()
    await addNina()
    await setting.one()
    expect((await setting.told()).at(-1)).toBe('notice nina@aurora.example')
    expect(await setting.notice(id)).toMatchObject({ state: 'open', step: 0, count: 2 })
  })

  test('notifies staff once, and again after 4 hours', async () => {
    await setting.markAll()
    const { noticeId } = await setting.one()
    moveClock(10 * minute)
    await setting.one()
    expect(await setting.store.read.$count(digestNotices, eq(digestNotices.noticeId, noticeId))).toBe(1)
    moveClock(241 * minute)
    await setting.one()
    expect(await setting.store.read.$count(digestNotices, eq(digestNotices.noticeId, noticeId))).toBe(2)
  })

  test('starts deadline and escalation once it reaches somebody', async () => {
    await setting.markAll()
    const { noticeId } = await setting.one({ category: 'emergency' })
    const before = await setting.notice(noticeId)
    moveClock(29 * minute)
    await setting.one({ category: 'emergency' })
    const { dueAt, escalateAt } = before
    expect(await setting.notice(noticeId)).toMatchObject({ dueAt, escalateAt })
    await setting.unmark()
    await setting.one({ category: 'emergency' })
    const after = await setting.notice(noticeId)
    expect(after.state).toBe('open')
    expect(after.escalateAt).toBeGreaterThan(now() + 29 * minute)
    expect(after.dueAt).toBeGreaterThanOrEqual(dueAt ?? 0)
    expect(await setting.escalate(31 * minute)).toBe(0)
  })

  test('starts no storm, however often it repeats', async () => {
    await failed()
    for (let n = 0; n < 12; n++) await setting.one()
    await addNina()
    await setting.one({ dedupKey: 'another' })
    const last = { template: 'notice', recipient: 'nina@aurora.example' }
    expect((await setting.mails()).at(-1)).toMatchObject(last)
  })

  test('retries failed addresses after 4 hours, unless they bounce', async () => {
    const id = await failed()
    moveClock(30 * minute)
    await setting.one()
    expect((await setting.notice(id)).state).toBe('unroutable')
    moveClock(300 * minute)
    await setting.one()
    expect((await setting.notice(id)).state).toBe('open')
    const last = { recipient: 'anna@aurora.example', status: 'queued' }
    expect((await setting.mails()).at(-1)).toMatchObject(last)
  })

  test('turns unroutable when a reminder reaches nobody', async () => {
    const { noticeId } = await setting.one()
    await setting.work()
    await setting.markAll()
    moveClock(241 * minute)
    expect(await setting.one()).toMatchObject({ noticeId, outcome: 'unroutable' })
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'unroutable' })
    expect(await staffMails()).toHaveLength(1)
  })
})

describe('an emergency that reaches nobody', () => {
  test('notifies staff immediately on the urgent lane, whatever is gathering', async () => {
    await setting.markAll()
    await setting.one({ dedupKey: 'first' })
    await setting.one({ dedupKey: 'second', category: 'emergency' })
    const [, emergency] = await staffMails()
    expect(emergency).toMatchObject({ lane: 'urgent' })
    expect(emergency?.dueAt).toBeLessThanOrEqual(now())
  })

  test('notifies staff every 30 minutes, and contacts that the account has since added', async () => {
    await setting.markAll()
    const { noticeId } = await setting.one({ category: 'emergency' })
    expect(await setting.escalate(31 * minute)).toBe(1)
    expect(await staffMails()).toHaveLength(2)
    await addNina()
    expect(await setting.escalate(62 * minute)).toBe(1)
    expect(await staffMails()).toHaveLength(3)
    expect(await setting.told()).toContain('escalation nina@aurora.example')
    expect(await setting.notice(noticeId)).toMatchObject({ state: 'open', escalations: 2 })
  })

  test('sends its copies once when it appears twice in a batch', async () => {
    await setting.mark('oncall@contacts.example', 'tech@contacts.example', 'olga@aurora.example')
    await setting.accept([anEvent({ category: 'emergency' }), anEvent({ category: 'emergency' })])
    expect(await setting.told()).toEqual(['notice anna@aurora.example', 'staff grace@desk.example'])
  })

  test('joins the digest when its account is unknown', async () => {
    for (const dedupKey of ['a', 'b', 'c', 'd'])
      await setting.one({ account: 'none', category: 'emergency', dedupKey }, 'pagerduty')
    expect(await staffMails()).toHaveLength(2)
  })
})

test('a machine’s acknowledgement of an unknown account leaves the notice to staff for routing', async () => {
  const { noticeId } = await setting.one({ account: 'none' }, 'pagerduty')
  await setting.one({ account: 'none', action: 'acknowledge' }, 'pagerduty')
  const found = await findNoticeForStaff(setting.store.read, setting.support(), noticeId)
  expect(found?.notice).toMatchObject({ state: 'unroutable', acknowledgedAs: 'monitoring' })
})
