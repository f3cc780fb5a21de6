import { beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#/db/schema/mail.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { insertMany } from '#/db/store/insert-many.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'
import { openTestStore, perTest } from '#/tests/store.ts'
import { AskFirst, type AsleepRecipient, askingFirst } from './ask-first.ts'
import type { Template } from './model.ts'
import { queueMail } from './queue-mail.ts'

const store = perTest(openTestStore)

const named = (name: string): Template<object> => ({
  name,
  compose: () => {
    throw new Error('Nothing sends it here.')
  },
})
const hello = named('hello')

/** Whom the command below mails; a test changes them between two presses. */
let recipients: string[] = []
beforeEach(() => {
  recipients = ['anna@desk.example', 'olga@desk.example']
})

/** A press of a button whose command mails the recipients and records that it did. */
function press(confirmed = '', template = hello, asleep: AsleepRecipient[] = []) {
  return askingFirst(store, confirmed, async () => asleep).transact(async (tx) => {
    for (const to of recipients)
      await queueMail(tx, template, { to, locale: 'en', data: { timeZone: 'Europe/Rome' } })
    await writeAudit(tx, { actorId: null, action: 'notice.test-sent' })
    return 'sent'
  })
}

async function questionOf(pressed: Promise<unknown>): Promise<AskFirst> {
  const error = await pressed.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AskFirst) return error
  throw new Error('It did not ask.', { cause: error })
}

const mailed = async () => (await store.read.select().from(outbox)).map(({ recipient }) => recipient).sort()
const recorded = () => store.read.$count(auditEntries)

test('the first press writes nothing and lists recipients and mails', async () => {
  const { mails, again } = await questionOf(press())
  const common = { template: 'hello', accountId: null, timeZone: 'Europe/Rome' }
  expect(mails).toEqual(recipients.map((to) => ({ key: addressKey(to), to, ...common })))
  expect(again).toBeNull()
  expect(await mailed()).toEqual([])
  expect(await recorded()).toBe(0)
})

test('the second press sends to the listed people', async () => {
  expect(await press((await questionOf(press())).named)).toBe('sent')
  expect(await mailed()).toEqual(recipients)
  expect(await recorded()).toBe(1)
})

test('order and spelling of recipients make no difference', async () => {
  const { named } = await questionOf(press())
  recipients = ['Olga@desk.example', 'anna@desk.example']
  expect(await press(named)).toBe('sent')
})

describe('asks again', () => {
  test.each([
    ['one more recipient', ['anna@desk.example', 'olga@desk.example', 'luca@desk.example']],
    ['one less', ['anna@desk.example']],
    ['another one', ['anna@desk.example', 'luca@desk.example']],
  ])('with %s than listed, and sends to the current ones', async (_, others) => {
    const first = await questionOf(press())
    recipients = others
    const second = await questionOf(press(first.named))
    expect(second.again).toBe('changed')
    expect(second.mails.map(({ to }) => to)).toEqual(others)
    expect(await mailed()).toEqual([])
    await press(second.named)
    expect(await mailed()).toEqual(others.toSorted())
  })

  test('if they would get another mail than listed', async () => {
    const { named: confirmed } = await questionOf(press())
    expect((await questionOf(press(confirmed, named('farewell')))).again).toBe('changed')
  })

  test('after 15 minutes, and sends to the same people if they are confirmed again', async () => {
    const first = await questionOf(press())
    moveClock(15 * minute)
    const second = await questionOf(press(first.named))
    expect(second).toMatchObject({ again: 'old', mails: first.mails })
    expect(await mailed()).toEqual([])
    moveClock(28 * minute)
    await press(second.named)
    expect(await mailed()).toEqual(recipients)
  })

  test('once it is night for one of them', async () => {
    const asleep = [{ to: 'olga@desk.example', zone: 'Europe/Rome' }]
    const { named } = await questionOf(press('', hello, []))
    expect(await questionOf(press(named, hello, asleep))).toMatchObject({ again: 'old', sleepers: asleep })
    expect(await mailed()).toEqual([])
    await press((await questionOf(press('', hello, asleep))).named, hello, asleep)
    expect(await mailed()).toEqual(recipients)
  })

  test('if the form’s confirmation is forged', async () => {
    const { named } = await questionOf(press())
    const [people] = named.split('.')
    for (const forged of ['x', recipients.join(), '\0', `${people}`, `${people}..x`])
      await questionOf(press(forged))
    expect(await mailed()).toEqual([])
  })
})

test('a command that mails nobody runs at the first press', async () => {
  recipients = []
  expect(await press()).toBe('sent')
  expect(await recorded()).toBe(1)
})

test('mail to staff about an unroutable notice, and withheld mail, need no confirmation', async () => {
  const row = { template: 'x', locale: 'en', data: {}, lane: 'ordinary', createdAt: 1 } as const
  await askingFirst(store, '').transact((tx) =>
    insertMany(tx, outbox, [
      { ...row, id: 'a', recipient: 'staff@desk.example', part: 'staff', status: 'queued' },
      { ...row, id: 'b', recipient: '', status: 'withheld' },
    ]),
  )
  expect(await mailed()).toHaveLength(2)
})

test('a refusal stays a refusal', async () => {
  const refused = askingFirst(store, '').transact(async (tx) => {
    await queueMail(tx, hello, { to: 'anna@desk.example', locale: 'en', data: {} })
    throw new AppError('wrong-state')
  })
  await expect(refused).rejects.toThrow('wrong-state')
})

test('ignores mail of concurrent transactions', async () => {
  const other = store.transact((tx) =>
    queueMail(tx, hello, { to: 'luca@desk.example', locale: 'en', data: {} }),
  )
  const [question] = await Promise.all([questionOf(press()), other])
  expect(question.mails.map(({ to }) => to)).toEqual(recipients)
  expect(await mailed()).toEqual(['luca@desk.example'])
})
