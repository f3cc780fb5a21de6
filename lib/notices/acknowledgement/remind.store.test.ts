import { beforeEach, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { digestNotices, notices } from '#/db/schema/notices.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { endpointKey } from '#/db/words/points.ts'
import { type AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { failingOn } from '#/tests/failing.ts'
import { aStorm, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { reminderInterval, remindOfNotice } from './remind.ts'

const setting = perTest(openNoticeSetting)
let noticeId: string
beforeEach(async () => {
  noticeId = (await setting.one()).noticeId
  await setting.work()
  moveClock(reminderInterval)
})

const remind = (id = noticeId, store = setting.store) => remindOfNotice(store, setting.support(), id)

test('mails an unanswered notice again as a reminder, and records it', async () => {
  const { dueAt } = await setting.notice(noticeId)
  expect(await remind()).toBe('open')
  expect(await setting.told()).toEqual(['notice anna@aurora.example', 'reminder anna@aurora.example'])
  expect(await setting.notice(noticeId)).toMatchObject({ lastMailAt: expect.any(Number), dueAt })
  const by = { accountId: setting.account.id, actorId: setting.grace.id }
  const entry = { action: 'notice.reminded', subjectId: noticeId, ...by }
  expect((await setting.audited()).at(-1)).toMatchObject(entry)
})

test.each(['ntfy', 'pagerduty'] as const)(
  'tells %s that joined since for the first time, so that its silence hands on',
  async (kind) => {
    const alerts = [setting.anna.id]
    const { id } = await addEndpoint(setting.store, setting.account.id, kind, { field: 'alerts', alerts })
    await remind()
    expect((await setting.told()).slice(1).sort()).toEqual([
      `notice ${endpointKey(id)}`,
      'reminder anna@aurora.example',
    ])
    moveClock(2 * reminderInterval)
    await remind()
    const again = (await setting.told()).slice(3)
    expect(again.includes(`reminder ${endpointKey(id)}`)).toBe(kind === 'ntfy')
  },
)

test('mails once when pressed twice', async () => {
  await remind()
  await expect(remind()).rejects.toThrow('reminded-lately')
  expect(await setting.mails()).toHaveLength(2)
})

test('mails the next step when the first bounces by now', async () => {
  await setting.mark('anna@aurora.example')
  expect(await remind()).toBe('open')
  expect(await setting.told()).toEqual(['notice anna@aurora.example', 'reminder tech@contacts.example'])
})

test('names who gets the digest that it joins in a storm, before it joins', async () => {
  await setting.accept(aStorm(11))
  const mails = await setting.mails()
  const [digest] = mails.slice(-1)
  const remindBy = (named = '') => remind(noticeId, askingFirst(setting.store, named))
  const asked = await remindBy().catch((error: unknown) => error)
  expect(asked).toMatchObject({
    mails: [{ to: 'anna@aurora.example', template: 'notice-digest', accountId: setting.account.id }],
    again: null,
  })
  const joined = async () =>
    (await setting.store.read.select().from(digestNotices)).filter((one) => one.noticeId === noticeId)
  expect(await joined()).toEqual([])
  expect(await remindBy((asked as AskFirst).named)).toBe('open')
  expect(await joined()).toMatchObject([{ digestId: digest?.digestId }])
  expect(await setting.mails()).toEqual(mails)
})

test('asks again if the digest that it would join has been mailed by then', async () => {
  await setting.accept(aStorm(11))
  const remindBy = (named = '') => remind(noticeId, askingFirst(setting.store, named))
  const asked = (await remindBy().catch((error: unknown) => error)) as AskFirst
  moveClock(reminderInterval + 6 * minute)
  await setting.work()
  await expect(remindBy(asked.named)).rejects.toMatchObject({
    again: 'changed',
    mails: [{ to: 'anna@aurora.example', template: 'notice' }],
  })
})

test('marks a notice unroutable that no longer reaches anybody, and notifies staff', async () => {
  await setting.markAll()
  expect(await remind()).toBe('unroutable')
  expect(await setting.told()).toContain('staff grace@desk.example')
})

test.each([
  ['an acknowledged notice', { acknowledgedAt: 1, state: 'acknowledged' }],
  ['a closed one', { closedAt: 1, state: 'closed' }],
  ['a silent one', { silence: 'sandbox' }],
  ['a drill', { kind: 'drill' }],
  ['one for information', { asksAnswer: false }],
  ['one without an account', { accountId: null }],
] as const)('refuses %s', async (_title, given) => {
  await setting.set(notices, noticeId, given)
  await expect(remind()).rejects.toThrow('notice-answered')
  expect(await setting.mails()).toHaveLength(1)
})

test('refuses a closed account, and a notice that does not exist', async () => {
  await expect(remind(setting.account.id)).rejects.toThrow('not-found')
  await setting.set(accounts, setting.account.id, { closedAt: now() - minute })
  await expect(remind()).rejects.toThrow('account-closed')
})

test('mails nobody when the audit entry cannot be written', async () => {
  await expect(remind(noticeId, failingOn(setting.store, auditEntries))).rejects.toThrow('disk full')
  expect(await setting.mails()).toHaveLength(1)
})
