import { desc, ne } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { digestNotices, notices, routes } from '#/db/schema/notices.ts'
import type { NoticeCategory, Route } from '#/db/words/notices.ts'
import { endpointKey } from '#/db/words/points.ts'
import { toEntry } from '#/lib/accounts/points/endpoints.ts'
import { defaultRoute } from '#/lib/accounts/reachability/routes.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { acknowledgeNotice, closeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { remindOfNotice } from '#/lib/notices/acknowledgement/remind.ts'
import { routeAgain } from '#/lib/notices/acknowledgement/route-again.ts'
import { undoAcknowledgement } from '#/lib/notices/acknowledgement/undo.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { forecast } from '#/lib/notices/routing/forecast.ts'
import { previewReach } from '#/lib/notices/routing/reach-queries.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { known } from '#/tests/known.ts'
import { aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { readNoticeMail } from './mail-content.ts'

const setting = perTest(openNoticeSetting)

const emergency = { category: 'emergency' as const }
const report = async (given = {}) => (await setting.one({ ...emergency, ...given })).noticeId

/** Moves to this minute, repeats what is due, and returns the new messages as `part name`. */
async function repeatAt(minutes: number, { work = true } = {}): Promise<string[]> {
  const before = (await setting.told()).length
  await setting.repeat(minutes * minute)
  const sent = (await setting.told()).slice(before)
  if (work) await setting.work()
  return sent.map(nameOnly)
}

/** The same with the escalations, which run after the repeats here. */
async function runAt(minutes: number): Promise<string[]> {
  const before = (await setting.told()).length
  await setting.repeat(minutes * minute)
  await setting.escalate()
  await setting.repeat()
  await setting.work()
  return (await setting.told()).slice(before).map(nameOnly)
}

const nameOnly = (told: string) => told.replace(/@.*/, '')

const setRoute = (category: NoticeCategory, given: Partial<typeof routes.$inferInsert>) =>
  setting.store.transact(async (tx) => {
    const set = { ...defaultRoute(category), ...given }
    await tx
      .insert(routes)
      .values({ ...set, changedAt: 1 })
      .onConflictDoUpdate({ target: routes.category, set })
  })

test('notices beyond the 500 that one message lists keep their turn', async () => {
  await setting.accept(aStorm(501, emergency))
  await setting.work()
  await setting.repeat(12 * minute)
  const open = await setting.store.read.select({ repeatAt: notices.repeatAt }).from(notices)
  expect(open).toHaveLength(501)
  expect(open.filter(({ repeatAt }) => repeatAt === null)).toEqual([])
})

test('a newer notice repeats although 500 that have had their repeats are as urgent', async () => {
  await setting.accept(aStorm(501, emergency))
  await setting.work()
  const [newest] = await setting.store.read.select().from(notices).orderBy(desc(notices.id)).limit(1)
  const { id } = known(newest)
  await setting.store.transact((tx) => tx.update(notices).set({ repeatAt: null }).where(ne(notices.id, id)))
  await setting.repeat(12 * minute)
  expect((await setting.notice(id)).lastMailAt).toBeGreaterThan(now() - minute)
})

describe('an emergency that nobody acknowledges', () => {
  test.each([
    [['tech'], 140, { 'repeat oncall': 6, 'repeat tech': 6, 'escalation tech': 1 }],
    [
      ['oncall', 'tech'],
      140,
      { 'repeat oncall': 8, 'repeat tech': 6, 'escalation tech': 1, 'escalation oncall': 1 },
    ],
  ])(
    'repeats each step six times with %j in the second, then sends none but the escalation’s own, as shown in advance',
    async (technical, last, counts) => {
      const addresses = technical.map((name) => `${name}@contacts.example`)
      await setting.nameTechnical(setting.account.id, addresses, [setting.anna.id])
      const id = await report()
      await setting.work()
      const reach = known(await previewReach(setting.store.read, setting.support(), 'aurora', emergency))
      const { rows } = known(forecast(reach, { ...defaultRoute('emergency'), escalationMinutes: 30 }))
      const marked = new Map(rows.map(({ minutes, marks }) => [minutes, [...marks.keys()].sort()]))
      const sent: string[] = []
      for (let minutes = 5; minutes <= 240; minutes += 5) {
        const before = (await setting.mails()).length
        sent.push(...(await runAt(minutes)))
        const toContacts = (await setting.mails()).slice(before).filter(({ part }) => part !== 'staff')
        const steps = [...new Set(toContacts.map(({ step }) => step))].sort()
        const isLater = minutes > last
        expect([minutes, steps]).toEqual([
          minutes,
          isLater && minutes % 30 === 0 ? [2] : (marked.get(minutes) ?? []),
        ])
      }
      const counted = Map.groupBy(sent, (one) => one)
      expect(Object.fromEntries([...counted].map(([one, all]) => [one, all.length]))).toEqual({
        ...{ ...counts, 'repeat olga': 6, 'escalation olga': 7, 'staff grace': 8 },
      })
      expect(await setting.notice(id)).toMatchObject({ repeatAt: null, state: 'open' })
    },
  )

  test('sends the repeat of a step to its people alone, says how many follow, and lists it in the timeline', async () => {
    const id = await report()
    await setting.work()
    expect(await repeatAt(9)).toEqual([])
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    const repeat = known((await setting.mails()).at(-1))
    expect(repeat).toMatchObject({ lane: 'urgent', step: 0, purpose: 'technical-emergency', noticeId: id })
    const mail = await readNoticeMail(setting.store.read, repeat)
    expect(mail.data).toMatchObject({ part: 'repeat', repeat: { minutes: 10, left: 5 }, copy: false })
    const { text } = renderMail(mail, 'en', { programmeName: 'Desk', appUrl: 'https://desk.example' })
    expect(text).toContain('Sent every 10 minutes until acknowledged, at most 5 more times.')
    const view = known(await findNotice(setting.store.read, await setting.member(), id))
    expect(view.deliveries.map(({ part }) => part)).toEqual(['notice', 'notice', 'repeat'])
    expect(await setting.notice(id)).toMatchObject({ lastMailAt: repeat.createdAt, escalations: 0 })
  })

  test('stops at an acknowledgement, and goes on where it was after an undo', async () => {
    const id = await report()
    await setting.work()
    moveClock(4 * minute)
    const member = await setting.member()
    await acknowledgeNotice(setting.store, member, id)
    moveClock(8 * minute)
    await undoAcknowledgement(setting.store, member, id)
    expect(await setting.told()).toHaveLength(2)
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    await acknowledgeNotice(setting.store, member, id)
    expect(await repeatAt(19)).toEqual([])
  })

  test('repeats at once after an undo if a repeat has passed', async () => {
    const id = await report()
    await setting.work()
    moveClock(9 * minute)
    const member = await setting.member()
    await acknowledgeNotice(setting.store, member, id)
    expect(await repeatAt(12)).toEqual([])
    await undoAcknowledgement(setting.store, member, id)
    expect((await setting.told()).slice(2).map(nameOnly)).toEqual(['repeat oncall'])
    expect(await repeatAt(19)).toEqual([])
    expect(await repeatAt(20)).toEqual(['repeat oncall'])
  })

  test('stops when it is closed or resolved, and tells the end once', async () => {
    const id = await report()
    const closed = await report({ dedupKey: 'other' })
    await setting.work()
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    await setting.one({ ...emergency, action: 'resolve' })
    const ends = (await setting.mails()).filter(({ part, noticeId }) => part === 'resolve' && noticeId === id)
    expect(ends.map(({ recipient }) => nameOnly(recipient))).toEqual(['oncall', 'anna'])
    await closeNotice(setting.store, await setting.member(), { noticeId: closed, note: 'Done.' })
    expect(await repeatAt(20)).toEqual([])
  })

  test('repeats to nobody who failed, bounces or left, and adds none to a repeat that is still being tried', async () => {
    await setting.nameTechnical(setting.account.id, ['tech@contacts.example'], [setting.anna.id])
    await report()
    await setting.work()
    await setting.mark('oncall@contacts.example')
    expect(await repeatAt(10)).toEqual([])
    await setting.unmark()
    moveClock(30 * minute)
    await setting.escalate()
    await setting.work()
    expect(await repeatAt(40, { work: false })).toEqual(['repeat oncall', 'repeat tech'])
    expect(await repeatAt(50)).toEqual([])
    await setting.nameTechnical(setting.account.id, ['new@contacts.example'])
    expect(await repeatAt(70)).toEqual(['repeat oncall'])
  })
})

describe('several emergencies of an account', () => {
  const listedIn = async () => {
    const { digestId } = known((await setting.mails()).at(-1))
    const listed = await setting.store.read.select().from(digestNotices)
    return listed.flatMap((one) => (one.digestId === digestId ? [one.noticeId] : []))
  }

  test('repeat in one message, whose link acknowledges them all', async () => {
    const first = await report()
    await setting.work()
    moveClock(4 * minute)
    const second = await report({ dedupKey: 'other', summary: 'Search fails' })
    await setting.work()
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    expect((await listedIn()).sort()).toEqual([first, second].sort())
    const repeat = known((await setting.mails()).at(-1))
    const { data } = await readNoticeMail(setting.store.read, repeat)
    expect(data).toMatchObject({ count: 2, isEscalation: false, repeat: { minutes: 10, left: 5 } })
    expect(await repeatAt(19)).toEqual([])
    await acknowledgeByMail(setting.store, linkToken('acknowledge', repeat.id))
    for (const id of [first, second])
      expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged', repeatAt: null })
    expect(await repeatAt(20)).toEqual([])
  })

  test('leave out what somebody acknowledged', async () => {
    const [first, second] = [await report(), await report({ dedupKey: 'other' })]
    await setting.work()
    await acknowledgeNotice(setting.store, await setting.member(), first)
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    expect(known((await setting.mails()).at(-1))).toMatchObject({ noticeId: second })
  })

  test('wait until 5 minutes after another message to the same recipient', async () => {
    await report()
    await setting.work()
    moveClock(8 * minute)
    await report({ dedupKey: 'other' })
    await setting.work()
    expect(await repeatAt(10)).toEqual([])
    expect(await repeatAt(12)).toEqual([])
    expect(await repeatAt(13)).toEqual(['repeat oncall'])
    expect(await listedIn()).toHaveLength(2)
  })

  test('repeat together after they were gathered, counted from their digest', async () => {
    await setting.accept(aStorm(13, emergency))
    await setting.work()
    moveClock(minute / 2)
    await setting.work()
    expect(await repeatAt(10)).toEqual(['repeat oncall'])
    expect(await listedIn()).toHaveLength(13)
    expect(await repeatAt(20)).toEqual(['repeat oncall'])
  })
})

describe('a route', () => {
  test('counts from the next turn on when an admin changes it', async () => {
    const id = await report()
    await setting.work()
    await setRoute('emergency', { repeatMinutes: 0 })
    expect(await repeatAt(10)).toEqual([])
    expect(await setting.notice(id)).toMatchObject({ repeatAt: null })
    await setRoute('emergency', { repeatMinutes: 20, repeatMost: 1 })
    expect(await runAt(20)).toEqual([])
    expect(await runAt(30)).toEqual(['escalation tech', 'staff grace', 'repeat oncall'])
    expect(await runAt(40)).toEqual([])
    expect(await runAt(50)).toEqual(['repeat tech'])
    expect(await runAt(59)).toEqual([])
  })

  test('is followed at once when it shortens a wait by far', async () => {
    await setRoute('emergency', { repeatMinutes: 60 })
    await report()
    await setting.work()
    await setRoute('emergency', { repeatMinutes: 5 })
    expect(await repeatAt(6)).toEqual(['repeat oncall'])
  })

  test('repeats what an admin chooses for another category', async () => {
    await setRoute('technical', { repeatMinutes: 30, repeatMost: 2 })
    await report({ category: 'technical' })
    await setting.work()
    const sent: string[][] = []
    for (const minutes of [30, 60, 90]) sent.push(await repeatAt(minutes))
    expect(sent).toEqual([['repeat tech'], ['repeat tech'], []])
  })
})

test('repeats the step that a failed last repeat hands on to', async () => {
  await setRoute('technical', { repeatMinutes: 10, repeatMost: 1 })
  await report({ category: 'technical' })
  await setting.work()
  expect(await repeatAt(10, { work: false })).toEqual(['repeat tech'])
  await setting.work(() => refused())
  expect((await setting.told()).at(-1)).toBe('notice anna@aurora.example')
  await setting.work()
  expect(await repeatAt(19)).toEqual([])
  expect(await repeatAt(20)).toEqual(['repeat anna'])
})

test('tests, drills, Sandbox, paused accounts and what asks for no answer never repeat', async () => {
  const all: Partial<Route> = { repeatMinutes: 5 }
  for (const category of ['emergency', 'production-alert', 'technical'] as const)
    await setRoute(category, all)
  const id = await report({ category: 'technical' })
  await setting.set(notices, id, { asksAnswer: false })
  await report({ environment: 'sandbox' })
  await sendDrill(setting.store, setting.support(), 'aurora')
  await sendTestNotice(setting.store, await setting.member(setting.olga), 'technical-emergency')
  await report({ category: 'production-alert' })
  await setting.work()
  await setting.set(accounts, setting.account.id, { state: 'paused' })
  for (const minutes of [5, 10, 30]) expect(await repeatAt(minutes)).toEqual([])
})

test('sends no reminder and no repeat to PagerDuty, which rings again by itself', async () => {
  const { store, account } = setting
  const pagerduty = await addEndpoint(store, account.id, 'pagerduty')
  const beside = { 'technical-emergency': [toEntry(pagerduty)] }
  const webhook = await addEndpoint(store, account.id, 'webhook', { beside })
  const id = await report()
  await repeatAt(10)
  moveClock(25 * minute)
  await remindOfNotice(store, setting.support(), id)
  const had = Map.groupBy(await setting.mails(), ({ recipient }) => recipient)
  const partsOf = (endpoint: { id: string }) => had.get(endpointKey(endpoint.id))?.map(({ part }) => part)
  expect(partsOf(pagerduty)).toEqual(['notice'])
  expect(partsOf(webhook)).toEqual(['notice', 'repeat', 'reminder'])
})

test('repeats on time after the clock was set back by hours', async () => {
  moveClock(5 * hour)
  await report()
  await setting.work()
  const sent: string[][] = []
  for (const minutes of [0, 5, 10]) sent.push(await repeatAt(minutes))
  expect(sent).toEqual([['repeat oncall'], [], ['repeat oncall']])
  expect(now()).toBeLessThan(Date.now() + hour)
})

test('counts from the message that arrived when staff route again what reached nobody', async () => {
  const id = await report()
  for (let step = 0; step < 3; step++) await setting.work(() => refused())
  expect(await setting.notice(id)).toMatchObject({ state: 'unroutable' })
  expect(await repeatAt(15, { work: false })).toEqual([])
  expect(await setting.notice(id)).toMatchObject({ repeatAt: null })
  await routeAgain(setting.store, setting.support(), { noticeId: id })
  await setting.work()
  expect(await repeatAt(24)).toEqual([])
  expect(await repeatAt(25)).toEqual(['repeat oncall'])
})
