import { expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { endpointKinds } from '#/db/words/accounts.ts'
import { type DeliveryPart, deliveryParts } from '#/db/words/mail.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { noticeResolved } from '#/lib/notices/delivery/notice.ts'
import { noticeDigestResolved } from '#/lib/notices/delivery/notice-digest.ts'
import { announcementKey } from '#/lib/notices/notice/keys.ts'
import { locales } from '#/lib/platform/i18n/languages.ts'
import type { OutboxRow } from '#/lib/platform/outbox/transport.ts'
import { minute, now } from '#/lib/platform/values/clock.ts'
import { openedEndpoint } from '#/tests/endpoint-message.ts'
import { addEndpoint, readDeliveries } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { isOver } from './kind-call.ts'
import { endpointCallers } from './kinds.ts'
import { makeMessage } from './message.ts'

const setting = perTest(openNoticeSetting)

const config = {
  ...{ url: 'https://hooks.example.net/', server: 'https://ntfy.example.net/', topic: 'oncall' },
  ...{ number: '+393331234567', secret: 'whsec_c2VjcmV0', routingKey: 'k'.repeat(32) },
}

/** What a message of this part says, and what each kind that shows words is sent. */
async function say(row: OutboxRow, part: DeliveryPart, locale: OutboxRow['locale']) {
  const { store } = setting
  const ofResolve = row.noticeId === null ? noticeDigestResolved : noticeResolved
  const told = { ...row, part, locale, template: part === 'resolve' ? ofResolve.name : row.template }
  const content = await readNoticeMail(store.read, told)
  const sender = { programmeName: 'Desk', appUrl: 'https://desk.example', timeZone: null, wordless: false }
  const message = await makeMessage(store.read, told, [], content, sender)
  const shown = endpointKinds
    .filter((kind) => kind !== 'webhook')
    .map((kind) => `${kind} ${endpointCallers[kind].request(openedEndpoint(kind, config), message, 0).body}`)
  return { message, shown }
}

const asks =
  /(?<!event_action":")acknowledge(?!d:)|nobody|please|prend[ie]|fallo|nessuno|so that we know|così sappiamo|\bby \d/i
const ends = /^(Anna is on it|Resolved|Closed|Se ne occupa Anna|Risolto|Chiuso): (?!Emergen)/

const parts = deliveryParts.filter((part) => part !== 'staff')

test.each(parts)(
  '%s reads alike in every kind and language: an alarm calls, an end does not',
  async (part) => {
    const { store, account } = setting
    const { id } = await addEndpoint(store, account.id, 'ntfy')
    const { noticeId } = await setting.one({ category: 'emergency', summary: 'Feed down' })
    const row = known((await readDeliveries(store, id))[0]) as OutboxRow
    const isEnd = ['resolve', 'closed', 'ended', 'acknowledged'].includes(part)
    const answered = { acknowledgedAt: now(), acknowledgedAs: 'Anna', state: 'acknowledged' } as const
    if (part === 'acknowledged') await setting.set(notices, noticeId, answered)
    else if (isEnd)
      await setting.set(notices, noticeId, { closedAt: now(), closedHow: 'resolved', state: 'closed' })
    for (const locale of locales) {
      const { message, shown } = await say(row, part, locale)
      expect(isOver(message.type)).toBe(isEnd)
      expect(message.title).toContain('Feed down')
      expect(/^(Still unanswered|Ancora senza risposta): /.test(message.title)).toBe(part === 'repeat')
      // An incident that ended shows no words.
      if (part === 'ended') continue
      if (isEnd) expect(message.title).toMatch(ends)
      for (const one of shown) {
        if (isEnd) expect(one).not.toMatch(asks)
        else expect(one).toMatch(one.startsWith('sms') ? /acknowledge/ : asks)
      }
    }
  },
)

test.each(['drill', 'test'] as const)('a %s asks until it ends, in every kind and language', async (kind) => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'ntfy')
  const { noticeId } = await setting.one({ category: 'emergency' })
  const topic = kind === 'drill' ? 'drill' : 'test-notice'
  await setting.set(notices, noticeId, { kind, topic })
  const row = known((await readDeliveries(store, id))[0]) as OutboxRow
  for (const locale of locales) {
    const { message, shown } = await say(row, 'notice', locale)
    expect(message.type).toBe(`${kind}.opened`)
    for (const one of shown) expect(one).toMatch(one.startsWith('sms') ? /acknowledge/ : asks)
  }
  await setting.set(notices, noticeId, { closedAt: now(), closedHow: 'unanswered', state: 'closed' })
  for (const locale of locales) {
    const { message, shown } = await say(row, 'closed', locale)
    expect(message.title).toMatch(/^(Closed|Chiuso): (Drill|Test|Esercitazione|Prova)/)
    for (const one of shown) expect(one).not.toMatch(/"action":"http"|\/acknowledge\/|please/i)
  }
})

test('a digest calls and its answer does not, in every kind and language', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'ntfy', { field: 'technical' })
  const ids: string[] = []
  for (const dedupKey of ['one', 'two'])
    ids.push((await setting.one({ category: 'emergency', summary: `Feed ${dedupKey}`, dedupKey })).noticeId)
  await setting.escalate(30 * minute)
  const row = known((await readDeliveries(store, id))[0]) as OutboxRow
  for (const part of ['notice', 'repeat', 'escalation', 'reopened'] as const)
    for (const locale of locales)
      for (const one of (await say(row, part, locale)).shown)
        expect(one).toMatch(one.startsWith('sms') ? /acknowledge/ : asks)
  const answered = { acknowledgedAt: now(), acknowledgedAs: 'Anna', state: 'acknowledged' } as const
  for (const noticeId of ids) await setting.set(notices, noticeId, answered)
  for (const part of ['acknowledged', 'closed'] as const)
    for (const locale of locales) {
      const { message, shown } = await say(row, part, locale)
      expect(message.title).toMatch(/^(Anna is on it|Closed|Se ne occupa Anna|Chiuso): /)
      for (const one of shown) expect(one).not.toMatch(asks)
    }
})

test('the end of several emergencies lists them, and asks for nothing', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'ntfy', { field: 'technical' })
  for (const dedupKey of ['one', 'two'])
    await setting.one({ category: 'emergency', summary: `Feed ${dedupKey} down`, dedupKey })
  await setting.escalate(30 * minute)
  const row = known((await readDeliveries(store, id))[0]) as OutboxRow
  for (const locale of locales) {
    const { message, shown } = await say(row, 'resolve', locale)
    expect(message.title).toMatch(/^(Resolved|Risolto): /)
    expect(message.text).toMatch(/Feed one down.*\n.*Feed two down/)
    for (const one of shown) expect(one).not.toMatch(asks)
  }
})

test('an announced emergency rings, but takes from the day’s texts only what drills may', async () => {
  const { store, account } = setting
  const { id } = await addEndpoint(store, account.id, 'ntfy')
  const { noticeId } = await setting.one({ category: 'emergency' })
  const row = known((await readDeliveries(store, id))[0]) as OutboxRow
  expect((await say(row, 'notice', 'en')).message).toMatchObject({ isUrgent: true, isSpare: false })
  await setting.set(notices, noticeId, { origin: 'staff', dedupKey: announcementKey('one') })
  for (const part of ['notice', 'repeat', 'escalation'] as const)
    expect((await say(row, part, 'en')).message).toMatchObject({ isUrgent: true, isSpare: true })
})
