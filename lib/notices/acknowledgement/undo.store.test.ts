import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { memberships } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { listNotices } from '#/lib/notices/views/found-notices.ts'
import { findNotice } from '#/lib/notices/views/queries.ts'
import { AskFirst, askingFirst } from '#/lib/platform/mail/ask-first.ts'
import { day, hour, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildStaff, type SeededUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { failingOn } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { acknowledgeNotice, closeNotice } from './commands.ts'
import { routeAgain } from './route-again.ts'
import { handBackNotice, undoAcknowledgement } from './undo.ts'

const setting = perTest(openNoticeSetting)

const report = async (category: NoticeCategory = 'emergency') => (await setting.one({ category })).noticeId
const acknowledge = async (id: string, user?: SeededUser) =>
  acknowledgeNotice(setting.store, await setting.member(user), id)
const acknowledged = async (category?: NoticeCategory) => {
  const id = await report(category)
  await acknowledge(id)
  return id
}
const undo = async (id: string, user?: SeededUser, slug?: string) =>
  undoAcknowledgement(setting.store, await setting.member(user, slug), id)
const close = async (noticeId: string) =>
  closeNotice(setting.store, await setting.member(), { noticeId, note: 'Done.' })
const handBack = (noticeId: string, reason: string, acknowledgedAt: number | null, user = setting.grace) =>
  handBackNotice(setting.store, staffGrant(user, 'support'), {
    ...{ noticeId, reason },
    acknowledgedAt: acknowledgedAt ?? 0,
  })
const answeredAt = async (id: string) => (await setting.notice(id)).acknowledgedAt
const undoings = async () =>
  (await setting.audited()).filter(({ action }) => /undone|handed-back/.test(action))
const history = async (id: string) =>
  known(await findNotice(setting.store.read, await setting.member(), id)).timeline.flatMap((entry) =>
    entry.kind === 'acknowledged' ? [`acknowledged ${entry.as}`] : entry.kind === 'undone' ? [entry.how] : [],
  )

describe('undoing an acknowledgement', () => {
  test('restores deadline and escalation, and records both actions', async () => {
    const id = await report()
    const before = await setting.notice(id)
    moveClock(5 * minute)
    await acknowledge(id)
    const none = { dueAt: null, escalateAt: null, repeatAt: null }
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged', ...none })
    moveClock(9 * minute)
    await undo(id)
    expect(await setting.notice(id)).toEqual(before)
    const some = expect.any(Number)
    expect(before).toMatchObject({ dueAt: some, escalateAt: some, repeatAt: some })
    expect(await history(id)).toEqual(['acknowledged Anna', 'undone'])
    const acts = { actorId: setting.anna.id, accountId: setting.account.id, subjectId: id }
    expect((await setting.audited()).filter(({ subjectId }) => subjectId === id)).toMatchObject([
      { ...acts, action: 'notice.acknowledged' },
      { ...acts, action: 'notice.acknowledgement-undone' },
    ])
  })

  test('twice changes nothing, and the notice can be acknowledged again', async () => {
    const id = await acknowledged()
    await undo(id)
    await undo(id)
    expect(await undoings()).toHaveLength(1)
    await acknowledge(id, setting.olga)
    await expect(undo(id)).rejects.toThrow('undo-ended')
    await undo(id, setting.olga)
    expect(await history(id)).toEqual(['acknowledged Anna', 'undone', 'acknowledged Olga', 'undone'])
  })

  test('is refused the eleventh time within an hour, of this notice and to this person only', async () => {
    const [id, other] = [await report(), await report('technical')]
    const alternate = async (times: number) => {
      for (let n = 0; n < times; n++) {
        await acknowledge(id)
        await undo(id)
      }
    }
    await alternate(10)
    await expect(alternate(1)).rejects.toMatchObject({ code: 'too-many' })
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged' })
    expect(await undoings()).toHaveLength(10)
    await acknowledge(other)
    await undo(other)
    await handBack(id, 'Nobody works on it.', await answeredAt(id))
    await acknowledge(id, setting.olga)
    await undo(id, setting.olga)
    moveClock(hour)
    await alternate(1)
    expect(await undoings()).toHaveLength(14)
  })

  test('makes a missed escalation and a missed deadline due immediately', async () => {
    const [emergency, other] = [await report(), await report('technical')]
    await setting.work()
    moveClock(25 * minute)
    await acknowledge(emergency)
    expect(await setting.escalate(34 * minute)).toBe(0)
    await undo(emergency)
    expect(await setting.notice(emergency)).toMatchObject({ escalations: 1, state: 'open' })
    const { dueAt } = await setting.notice(other)
    moveClock(known(dueAt) - Date.now() - minute)
    await acknowledge(other)
    moveClock(known(dueAt) - Date.now() + minute)
    await undo(other)
    const overdue = await listNotices(setting.store.read, await setting.member(), { state: 'overdue' }, null)
    expect(overdue.notices.map(({ id }) => id)).toContain(other)
  })

  test('is refused after ten minutes, and once the notice is closed', async () => {
    const [late, closed] = [await report('technical'), await report('merchant-issue')]
    await acknowledge(late)
    moveClock(10 * minute)
    await expect(undo(late)).rejects.toThrow('undo-ended')
    await acknowledge(closed)
    await close(closed)
    await expect(undo(closed)).rejects.toThrow('undo-ended')
    expect(await setting.notice(closed)).toMatchObject({ state: 'closed', acknowledgedBy: setting.anna.id })
    expect(await undoings()).toEqual([])
  })

  test('is refused for a drill', async () => {
    const id = await sendDrill(setting.store, setting.support(), 'aurora')
    const answered = {
      state: 'acknowledged',
      acknowledgedAt: now(),
      acknowledgedBy: setting.anna.id,
    } as const
    await setting.set(notices, id, answered)
    await expect(undo(id)).rejects.toThrow('undo-ended')
    await expect(handBack(id, 'A try', answered.acknowledgedAt)).rejects.toThrow('not-acknowledged')
    expect(await setting.notice(id)).toMatchObject(answered)
  })

  test('is refused to other people, other accounts, former members, and in a locked account', async () => {
    const id = await acknowledged()
    await expect(undo(id, setting.olga)).rejects.toThrow('undo-ended')
    await expect(undo(id, setting.luca, 'molo')).rejects.toThrow('not-found')
    const grant = await setting.member()
    await setting.set(accounts, setting.account.id, { firstCompleteAt: null })
    await expect(undoAcknowledgement(setting.store, grant, id)).rejects.toMatchObject({ code: 'locked' })
    await setting.store.transact((tx) =>
      tx.delete(unguarded(memberships)).where(eq(memberships.userId, setting.anna.id)),
    )
    await expect(undoAcknowledgement(setting.store, grant, id)).rejects.toThrow('not-found')
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged' })
  })

  test('rolls back when the audit entry cannot be written', async () => {
    const id = await acknowledged()
    const failing = failingOn(setting.store, auditEntries)
    await expect(undoAcknowledgement(failing, await setting.member(), id)).rejects.toThrow('disk full')
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged', dueAt: null })
  })

  test('returns a notice that reaches nobody to staff', async () => {
    await setting.markAll()
    const id = await report()
    expect(await setting.notice(id)).toMatchObject({ state: 'unroutable' })
    await acknowledge(id)
    await undo(id)
    expect(await setting.notice(id)).toMatchObject({ state: 'unroutable', escalateAt: expect.any(Number) })
  })

  test('is hidden from an account that gets the notice later', async () => {
    await setting.markAll()
    const id = await acknowledged()
    await undo(id)
    const seen = async (slug?: 'molo') => {
      const grant = slug ? await setting.member(setting.luca, slug) : await setting.member()
      return (await findNotice(setting.store.read, grant, id))?.timeline.map(({ kind }) => kind)
    }
    expect(await seen()).toContain('undone')
    await routeAgain(setting.store, setting.support(), { noticeId: id, slug: 'molo' })
    expect(await seen('molo')).not.toContain('undone')
    expect(await seen('molo')).not.toContain('acknowledged')
  })

  test('mails the next step if this one failed while the notice was acknowledged', async () => {
    const id = await acknowledged('technical')
    await setting.work(() => refused())
    expect(await setting.told()).toEqual(['notice tech@contacts.example'])
    await undo(id)
    expect((await setting.told()).slice(1)).toEqual(['notice anna@aurora.example'])
    await acknowledge(id)
    await setting.work()
    await undo(id)
    expect(await setting.told()).toHaveLength(2)
  })

  test('loses no trigger that joins concurrently', async () => {
    const id = await acknowledged('technical')
    await Promise.all([undo(id), undo(id), ...Array.from({ length: 5 }, () => report('technical'))])
    expect(await setting.notice(id)).toMatchObject({ state: 'open', count: 6, acknowledgedAt: null })
    expect(await undoings()).toHaveLength(1)
  })
})

describe('an escalation missed while the notice was acknowledged', () => {
  const acknowledgeAndWait = async () => {
    const id = await report()
    await setting.work()
    moveClock(25 * minute)
    await acknowledge(id)
    moveClock(34 * minute)
    return id
  }
  const asked = (error: unknown) => (error instanceof AskFirst ? error : null)

  test('mails nobody until the person who undoes or hands back has confirmed the recipients', async () => {
    const id = await acknowledgeAndWait()
    const [grant, at] = [await setting.member(), known(await answeredAt(id))]
    const handingBack = (store: Store) =>
      handBackNotice(store, setting.support(), {
        noticeId: id,
        reason: 'Nobody is there.',
        acknowledgedAt: at,
      })
    const before = await setting.told()
    for (const run of [handingBack, (store: Store) => undoAcknowledgement(store, grant, id)]) {
      const question = known(asked(await run(askingFirst(setting.store, '')).catch((error) => error)))
      expect(question.mails.map(({ to }) => to)).toEqual(['tech@contacts.example', 'oncall@contacts.example'])
      expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged' })
      expect(await setting.told()).toEqual(before)
    }
    const question = known(asked(await handingBack(askingFirst(setting.store, '')).catch((error) => error)))
    await handingBack(askingFirst(setting.store, question.named))
    expect((await setting.told()).slice(before.length)).toEqual([
      'escalation tech@contacts.example',
      'staff grace@desk.example',
      'repeat oncall@contacts.example',
    ])
    expect(await setting.escalate()).toBe(0)
    expect(await setting.repeat()).toBe(0)
  })

  test('needs a confirmation if an endpoint learns that the notice is open again', async () => {
    await addEndpoint(setting.store, setting.account.id, 'pagerduty')
    const id = await acknowledged()
    const undoing = undoAcknowledgement(askingFirst(setting.store, ''), await setting.member(), id)
    await expect(undoing).rejects.toMatchObject({ mails: [{ to: 'PagerDuty · events.pagerduty.com' }] })
  })

  test('needs no confirmation while it is in the future', async () => {
    const id = await acknowledged()
    const given = { noticeId: id, reason: 'Nobody is there.', acknowledgedAt: known(await answeredAt(id)) }
    await handBackNotice(askingFirst(setting.store, ''), setting.support(), given)
    expect(await setting.notice(id)).toMatchObject({ state: 'open', escalations: 0 })
  })
})

describe('handing a notice back', () => {
  test('accepts a reason at any time and shows it to the account without its author', async () => {
    const id = await report()
    const { dueAt } = await setting.notice(id)
    await acknowledge(id)
    moveClock(3 * day)
    await expect(handBack(id, '  ', await answeredAt(id))).rejects.toThrow('reason-required')
    await handBack(id, 'Anna is on holiday.', await answeredAt(id))
    expect(await setting.notice(id)).toMatchObject({ state: 'open', dueAt, acknowledgedBy: null })
    const view = known(await findNotice(setting.store.read, await setting.member(), id))
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'undone', how: 'handed-back', reason: 'Anna is on holiday.' }),
    )
    expect(JSON.stringify(view.timeline)).not.toContain(setting.grace.id)
    expect(await undoings()).toMatchObject([
      {
        action: 'notice.handed-back',
        actorId: setting.grace.id,
        before: { acknowledgedBy: setting.anna.id },
        after: { reason: 'Anna is on holiday.' },
      },
    ])
  })

  test('also undoes an acknowledgement by an event source', async () => {
    const id = await report()
    const { dueAt, escalateAt } = await setting.notice(id)
    await setting.one({ category: 'emergency', action: 'acknowledge' })
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: null })
    await expect(undo(id)).rejects.toThrow('undo-ended')
    await handBack(id, 'The script answers everything.', await answeredAt(id))
    expect(await setting.notice(id)).toMatchObject({ state: 'open', dueAt, escalateAt })
    expect(await history(id)).toEqual(['acknowledged monitoring', 'handed-back'])
  })

  test('runs once per form, and is refused for an acknowledgement that staff have not seen', async () => {
    const id = await acknowledged()
    const seen = await answeredAt(id)
    for (const _ of [1, 2]) await handBack(id, 'Nobody is there.', seen)
    const hugo = await setting.store.transact((tx) => buildStaff(tx, { email: 'hugo@desk.example' }))
    await expect(handBack(id, 'Nobody is there.', seen, hugo)).rejects.toThrow('not-acknowledged')
    moveClock(minute)
    await acknowledge(id)
    await expect(handBack(id, 'Still nobody.', seen)).rejects.toThrow('not-acknowledged')
    expect(await setting.notice(id)).toMatchObject({ state: 'acknowledged' })
    expect(await undoings()).toHaveLength(1)
  })

  test('keeps its reason and recognises its form, however often people undo afterwards', async () => {
    const id = await acknowledged()
    const seen = await answeredAt(id)
    await handBack(id, 'Nobody is there.', seen)
    for (let hours = 0; hours < 6; hours++) {
      moveClock(hours * hour)
      for (let n = 0; n < 10; n++) {
        await acknowledge(id)
        await undo(id)
      }
    }
    expect(await history(id)).toHaveLength(102)
    expect((await history(id)).filter((entry) => entry === 'handed-back')).toHaveLength(1)
    await handBack(id, 'Nobody is there.', seen)
    expect((await undoings()).filter((entry) => entry.action === 'notice.handed-back')).toHaveLength(1)
  })

  test('is refused to former staff, and for a closed notice', async () => {
    const id = await acknowledged()
    const seen = await answeredAt(id)
    await expect(handBack(id, 'x', seen, setting.olga)).rejects.toThrow('not-found')
    await close(id)
    await expect(handBack(id, 'x', seen)).rejects.toThrow('not-acknowledged')
  })

  test('makes a notice due immediately if its acknowledgement predates stored instants', async () => {
    const id = await acknowledged()
    const none = { unansweredState: null, unansweredDueAt: null, unansweredEscalateAt: null }
    await setting.set(notices, id, none)
    await handBack(id, 'Nobody is there.', await answeredAt(id))
    expect((await setting.notice(id)).dueAt).toBeLessThanOrEqual(now())
    expect(await setting.notice(id)).toMatchObject({ escalations: 1 })
  })
})
