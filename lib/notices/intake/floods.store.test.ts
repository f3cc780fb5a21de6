import { describe, expect, test } from 'vitest'
import { digestNotices } from '#/db/schema/notices.ts'
import { exclusive } from '#/db/store/store.ts'
import { endpointKey } from '#/db/words/points.ts'
import { mailDisabled } from '#/lib/notices/composing/integration-notice.ts'
import { sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { parseAlertmanager } from '#/lib/notices/formats/alertmanager.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { minute, moveClock, now, second } from '#/lib/platform/values/clock.ts'
import { addEndpoint, startEndpoints } from '#/tests/endpoint-setting.ts'
import { eventually } from '#/tests/eventually.ts'
import { known } from '#/tests/known.ts'
import { accepted, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { unknownContent } from './notice-input.ts'

const setting = perTest(openNoticeSetting)
const emergency = { category: 'emergency' } as const

const mailsOf = async (...parts: string[]) =>
  (await setting.mails()).filter(({ part }) => parts.includes(part ?? ''))
const recipientsOf = async (part: string) =>
  (await mailsOf(part)).map(({ recipient, digestId }) => `${digestId ? 'digest' : 'one'} ${recipient}`).sort()
async function read(row: Awaited<ReturnType<typeof mailsOf>>[number] | undefined) {
  const mail = await readNoticeMail(setting.store.read, known(row))
  return {
    data: mail.data,
    ...renderMail(mail, 'en', { programmeName: 'Desk', appUrl: 'https://desk.example' }),
  }
}

/** An alert as Prometheus labels it by default, in a notification of its own. */
async function alert(status: 'firing' | 'resolved', n: number) {
  const labels = { account: 'aurora', alertname: `Disk ${n}`, severity: 'critical' }
  const one = { status, labels, annotations: {}, startsAt: '2026-01-01T00:00:00Z', fingerprint: `f${n}` }
  const parsed = parseAlertmanager({ version: '4', groupKey: '{}', alerts: [one] }, {}, now())
  if (!parsed.ok) throw new Error('The alert was not read.')
  await setting.accept(parsed.events, 'alertmanager')
}

/** Sixty alerts of one account, a quarter of a second apart, from this moment, however long the machine takes. */
async function flood(status: 'firing' | 'resolved', from: number) {
  const start = Date.now()
  for (let n = 0; n < 60; n++) {
    moveClock(from + n * 250 - (Date.now() - start))
    await alert(status, n)
  }
}

/** The longest time from when something happened to its mail, in milliseconds. */
async function longestWait(parts: string[], happened: (noticeId: string) => Promise<number>) {
  const waits: number[] = []
  for (const { noticeId, digestId, dueAt } of await mailsOf(...parts)) {
    const ids = noticeId ? [noticeId] : await listedIn(digestId ?? '')
    for (const id of ids) waits.push((dueAt ?? 0) - (await happened(id)))
  }
  return Math.max(...waits)
}

const listedIn = async (digestId: string) =>
  (await setting.store.read.select().from(digestNotices)).flatMap((one) =>
    one.digestId === digestId ? [one.noticeId] : [],
  )

describe('a flood of critical alerts of one account', () => {
  test('sends 22 mails instead of 120, none later than 30 s, and as many resolves', async () => {
    await flood('firing', 0)
    expect(await mailsOf('notice')).toHaveLength(22)
    const seen = async (id: string) => (await setting.notice(id)).firstSeenAt
    expect(await longestWait(['notice'], seen)).toBeLessThanOrEqual(30 * second)
    expect((await mailsOf('notice')).every(({ lane }) => lane === 'urgent')).toBe(true)
    moveClock(2 * minute)
    await setting.work()
    await flood('resolved', 3 * minute)
    expect(await mailsOf('resolve')).toHaveLength(22)
    const ended = async (id: string) => (await setting.notice(id)).closedAt ?? 0
    expect(await longestWait(['resolve'], ended)).toBeLessThanOrEqual(30 * second)
    moveClock(5 * minute)
    await setting.work()
    const digest = (await mailsOf('resolve')).find(({ digestId }) => digestId)
    expect((await read(digest)).text).toContain('not all were acknowledged')
  })

  test('escalates in one message per recipient and run, with everything mailed together', async () => {
    await flood('firing', 0)
    moveClock(2 * minute)
    await setting.work()
    await setting.escalate(30 * minute + 5 * second)
    expect(await recipientsOf('escalation')).toEqual(['digest tech@contacts.example'])
    expect(await recipientsOf('staff')).toEqual(['digest grace@desk.example'])
    const [first] = await mailsOf('escalation')
    expect(await listedIn(first?.digestId ?? '')).toHaveLength(10)
    await setting.escalate(33 * minute)
    expect(await mailsOf('escalation', 'staff')).toHaveLength(4)
    const [, rest] = await mailsOf('escalation')
    expect((await read(rest)).data).toMatchObject({ count: 50, isEscalation: true })
    const { text, data } = await read((await mailsOf('staff'))[0])
    expect(data).toMatchObject({ count: 10, notified: expect.arrayContaining(['oncall@contacts.example']) })
    expect(text).toContain(
      'Nobody at Ambulatorio San Luca has acknowledged these emergencies, the oldest for',
    )
    // The next round comes at one moment too.
    moveClock(64 * minute)
    await setting.work()
    await setting.escalate()
    expect(await recipientsOf('escalation')).toContain('digest olga@aurora.example')
    expect(await mailsOf('escalation', 'staff')).toHaveLength(6)
  })
})

test('a flood that reaches nobody sends eleven mails to each of the staff', async () => {
  await setting.markAll()
  await flood('firing', 0)
  expect(await recipientsOf('staff')).toEqual(Array(11).fill('digest grace@desk.example'))
  const seen = async (id: string) => (await setting.notice(id)).firstSeenAt
  expect(await longestWait(['staff'], seen)).toBeLessThanOrEqual(30 * second)
})

describe('an emergency', () => {
  test('is batched only after ten others of its account within 10 minutes', async () => {
    await setting.accept(aStorm(10, emergency))
    moveClock(9 * minute)
    await setting.accept(aStorm(1, emergency, 10))
    await setting.accept(aStorm(1, { ...emergency, account: 'molo' }))
    expect((await recipientsOf('notice')).filter((one) => one.startsWith('digest'))).toEqual([
      'digest anna@aurora.example',
      'digest oncall@contacts.example',
    ])
    moveClock(20 * minute)
    await setting.accept(aStorm(1, emergency, 20))
    expect((await mailsOf('notice')).filter(({ digestId }) => digestId)).toHaveLength(2)
  })

  test('alone in its digest is mailed like any other', async () => {
    await setting.accept(aStorm(11, emergency))
    const { subject, text } = await read((await mailsOf('notice')).find(({ digestId }) => digestId))
    expect(subject).toBe('[Desk] Emergency: Feed error rate 23% (Ambulatorio San Luca)')
    expect(text).toContain('Acknowledge:')
  })

  test('sent by hand or by a disabled integration is never batched or counted', async () => {
    const support = await setting.support()
    const byHand = (n: number) =>
      sendNoticeByHand(setting.store, support, {
        ...{ ...unknownContent, ...emergency, slug: 'aurora', summary: `Call us ${n}` },
      })
    for (let n = 0; n < 10; n++) await byHand(n)
    await setting.accept(aStorm(10, emergency))
    expect((await mailsOf('notice')).every(({ noticeId }) => noticeId)).toBe(true)
    await setting.accept(aStorm(1, emergency, 10))
    await byHand(10)
    await setting.store.transact(
      (tx) => mailDisabled(tx, setting.account, { userId: setting.grace.id, reason: 'Wrong prices.' }),
      exclusive,
    )
    const late = (await mailsOf('notice')).filter(({ dueAt }) => (dueAt ?? 0) > now())
    expect(new Set(late.map(({ digestId }) => digestId)).size).toBe(1)
    const toldOf = (await mailsOf('notice')).filter(({ recipient }) => recipient.startsWith('oncall'))
    expect(toldOf).toHaveLength(23)
  })
})

describe('text messages of an account', () => {
  const isText = ({ recipient }: { recipient: string }) => recipient.startsWith(endpointKey(''))
  const textsOf = async () => (await mailsOf('notice')).filter(isText)

  test('are gathered from the fourth emergency within 10 minutes, without delaying anything else', async () => {
    await addEndpoint(setting.store, setting.account.id, 'sms', { alerts: [setting.anna.id] })
    for (let n = 0; n < 25; n++) await setting.accept(aStorm(1, emergency, n))
    const texts = await textsOf()
    expect(texts.map(({ noticeId }) => noticeId !== null)).toEqual([true, true, true, false, false])
    const listed = await Promise.all(texts.flatMap(({ digestId }) => (digestId ? [listedIn(digestId)] : [])))
    expect(listed.map(({ length }) => length)).toEqual([7, 15])
    const toMail = (await mailsOf('notice')).filter((one) => !isText(one))
    expect(toMail.filter(({ noticeId }) => noticeId)).toHaveLength(20)
    const seen = async (id: string) => (await setting.notice(id)).firstSeenAt
    expect(await longestWait(['notice'], seen)).toBeLessThanOrEqual(30 * second)
    moveClock(11 * minute)
    await setting.accept(aStorm(1, emergency, 25))
    expect((await textsOf()).at(-1)?.noticeId).not.toBeNull()
  })

  test('that fail together hand each notice on, and tell nobody of the step again', async () => {
    await addEndpoint(setting.store, setting.account.id, 'sms', { alerts: [setting.anna.id] })
    await startEndpoints(setting.store, () => ({ status: 400 }))
    await setting.accept(aStorm(5, emergency))
    moveClock(31 * second)
    const to = async (name: string) =>
      (await setting.mails()).filter(({ recipient }) => recipient.startsWith(name))
    await eventually(async () => {
      const told = (await to('tech')).map(({ noticeId, digestId }) => noticeId ?? digestId ?? '')
      const each = await Promise.all(told.map(async (id) => [id, ...(await listedIn(id))]))
      expect(each.flat().length).toBe(3 + 1 + 2)
    })
    expect((await to('oncall')).map(({ part }) => part)).toEqual(Array(5).fill('notice'))
  })

  test('of what people send by hand never wait', async () => {
    await addEndpoint(setting.store, setting.account.id, 'sms')
    await setting.accept(aStorm(4, emergency))
    await sendNoticeByHand(setting.store, await setting.support(), {
      ...{ ...unknownContent, ...emergency, slug: 'aurora', summary: 'Call us' },
    })
    expect((await textsOf()).at(-1)?.noticeId).not.toBeNull()
  })
})

describe('escalations in one batch', () => {
  test('notify each recipient of their own notices only', async () => {
    const both = ['tech@contacts.example', 'olga@aurora.example']
    await setting.nameTechnical(setting.account.id, both, [setting.anna.id])
    await setting.one({ ...emergency, dedupKey: 'a' })
    await setting.escalate(31 * minute)
    moveClock(32 * minute)
    await setting.one({ ...emergency, dedupKey: 'b' })
    moveClock(63 * minute)
    const before = (await mailsOf('escalation')).length
    await setting.escalate()
    const byName = (one: { recipient: string }, other: { recipient: string }) =>
      one.recipient.localeCompare(other.recipient)
    const round = (await mailsOf('escalation')).slice(before).sort(byName)
    expect(round.map(({ recipient, digestId }) => [recipient, digestId !== null])).toEqual([
      ['olga@aurora.example', true],
      ['tech@contacts.example', false],
    ])
    expect((await read(round[0])).data).toMatchObject({ count: 2 })
  })

  test.each([
    ['before its first message', ['oncall', 'tech']],
    ['after its first message', ['tech', 'oncall']],
  ])('tell the end, once, to who gets them %s is accepted', async (_, order) => {
    const [{ noticeId } = { noticeId: null }] = await setting.accept(aStorm(2, emergency))
    await setting.escalate(31 * minute)
    await setting.one({ ...emergency, dedupKey: 'alert 0', action: 'resolve' })
    const rows = await setting.claim()
    for (const who of order)
      for (const row of rows.filter(({ recipient }) => recipient.startsWith(who)))
        await setting.settle(row, accepted)
    await setting.work()
    const ends = (await mailsOf('resolve')).map(({ recipient }) => recipient)
    expect(ends.filter((to) => to === 'tech@contacts.example')).toHaveLength(1)
    expect(ends.filter((to) => to === 'oncall@contacts.example')).toHaveLength(1)
    expect((await setting.notice(noticeId ?? '')).state).toBe('closed')
  })

  test('move to the next step together when their mail fails, and stay open when nobody is left', async () => {
    await setting.accept(aStorm(3, emergency))
    await setting.work()
    await setting.escalate(31 * minute)
    await setting.work((to) => (to.startsWith('tech') ? refused() : accepted))
    const fallback = known((await setting.mails()).at(-1))
    expect(fallback).toMatchObject({ recipient: 'olga@aurora.example', part: 'notice' })
    expect(await listedIn(fallback.digestId ?? '')).toHaveLength(3)
    await setting.work(() => refused())
    expect((await setting.notice((await listedIn(fallback.digestId ?? ''))[0] ?? '')).state).toBe('open')
  })
})
