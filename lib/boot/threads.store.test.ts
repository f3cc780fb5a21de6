import { expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { answerCase } from '#/lib/cases/commands.ts'
import { replyToCase } from '#/lib/cases/staff-commands.ts'
import { openCaseFor } from '#/lib/cases/staff-opening.ts'
import { runEscalations } from '#/lib/notices/delivery/escalations.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { startSending, waitUntilSent } from '#/tests/mail.ts'
import { aStorm, openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'

const setting = perTest(openNoticeSetting)
const emergency = { category: 'emergency' } as const

/** Sends what the setting queues; `threadOf` returns the conversation that an address has. */
async function startMail() {
  const { relay } = await startSending(setting.store)
  const after = async (minutes: number) => {
    moveClock(minutes * minute)
    await waitUntilSent(setting.store)
    await runEscalations(setting.store)
    await waitUntilSent(setting.store)
  }
  const threadOf = async (address: string) => {
    await waitUntilSent(setting.store)
    const mails = relay.received.filter(({ recipients }) => recipients.includes(address))
    return mails.toSorted((one, other) => ((one.messageId ?? '') < (other.messageId ?? '') ? -1 : 1))
  }
  return { after, threadOf }
}
type Mails = Awaited<ReturnType<Awaited<ReturnType<typeof startMail>>['threadOf']>>

/** So many mails of one subject, all after the first in reply to it. */
function expectThread(mails: Mails, count: number) {
  expect(mails).toHaveLength(count)
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1)
  const [first, ...others] = mails
  expect(first).not.toHaveProperty('inReplyTo')
  expect(first).not.toHaveProperty('references')
  for (const { inReplyTo, references } of others)
    expect([inReplyTo, references]).toEqual([first?.messageId, first?.messageId])
}

test('an emergency, its escalations and its end are one thread, for staff too', async () => {
  const route = { steps: ['technical-emergency' as const], copyTo: null, answerDays: 1 }
  await setting.store.transact((tx) =>
    tx
      .insert(routes)
      .values({ category: 'emergency', ...route, changedAt: 0 })
      .onConflictDoUpdate({ target: routes.category, set: route })
      .then(),
  )
  const { after, threadOf } = await startMail()
  await setting.one(emergency)
  await after(31)
  await after(62)
  await setting.one({ ...emergency, action: 'resolve' })
  expectThread(await threadOf('oncall@contacts.example'), 4)
  expectThread(await threadOf('grace@desk.example'), 2)
  const [told] = await threadOf('oncall@contacts.example')
  const [toStaff] = await threadOf('grace@desk.example')
  expect(toStaff?.subject).toBe('[Actions Desk] Emergency: Feed error rate 23% (Ambulatorio San Luca)')
  expect(told?.subject).toContain('Feed error rate 23%')
})

test('a repeat follows the first mail, and its subject tells it from that', async () => {
  const { threadOf } = await startMail()
  await setting.one(emergency)
  const [first] = await threadOf('oncall@contacts.example')
  await setting.repeat(10 * minute)
  const [, repeat] = await threadOf('oncall@contacts.example')
  expect(repeat).toMatchObject({ inReplyTo: first?.messageId, references: first?.messageId })
  expect(repeat?.subject).toBe(first?.subject?.replace('] ', '] Ancora senza risposta: '))
})

test('a reminder follows the first mail, another notice does not', async () => {
  const { after, threadOf } = await startMail()
  await setting.one()
  await setting.one({ dedupKey: 'another' })
  await after(241)
  await setting.one()
  const mails = await threadOf('anna@aurora.example')
  expect(mails).toHaveLength(3)
  expect(mails[1]).not.toHaveProperty('inReplyTo')
  expect(mails[2]).toMatchObject({ inReplyTo: mails[0]?.messageId, references: mails[0]?.messageId })
})

test('a digest and the ends of its notices are one thread', async () => {
  const { after, threadOf } = await startMail()
  await setting.accept(aStorm(13))
  await after(6)
  await setting.accept(aStorm(3, { action: 'resolve' }, 10))
  await after(12)
  const mails = await threadOf('anna@aurora.example')
  expectThread(mails.slice(10), 2)
})

test('all mail of a case is one thread for each reader, under one subject', async () => {
  const { threadOf } = await startMail()
  const support = setting.support()
  const opened = { category: 'urgent', situation: 'integration-down', environment: 'production' } as const
  const words = { subject: 'Bookings fail', text: 'Please look.', follows: null }
  const number = await openCaseFor(setting.store, support, 'aurora', { key: newId(), ...opened, ...words })
  const reply = (text: string) =>
    replyToCase(setting.store, support, { key: newId(), number, text, intent: 'reply' })
  const answer = async (text: string) =>
    answerCase(setting.store, await setting.member(), { key: newId(), number, text })
  await reply('Did you look?')
  await answer('We are on it.')
  await reply('Thanks.')
  await answer('Fixed.')
  await reply('Great.')
  expectThread(await threadOf('oncall@contacts.example'), 2)
  expectThread(await threadOf('anna@aurora.example'), 2)
  const toStaff = await threadOf('grace@desk.example')
  expectThread(toStaff, 2)
  expect(toStaff[0]?.subject).toContain('Urgent case 1: Bookings fail')
})
