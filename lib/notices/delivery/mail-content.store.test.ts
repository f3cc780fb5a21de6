import { describe, expect, test } from 'vitest'
import { routes } from '#/db/schema/notices.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { known } from '#/tests/known.ts'
import { accepted, aStorm, openNoticeSetting, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { readNoticeMail } from './mail-content.ts'

const sender = { programmeName: 'Desk', appUrl: 'https://desk.example' }

const setting = perTest(openNoticeSetting)

describe('other recipients', () => {
  test('omits people whose message failed', async () => {
    await setting.one({ category: 'emergency' })
    await setting.work((to) => (to.startsWith('oncall') ? refused() : accepted))
    const skipReason = known((await setting.mails()).at(-1))
    expect(skipReason.recipient).toBe('tech@contacts.example')
    const { data } = await readNoticeMail(setting.store.read, skipReason)
    expect(data).toMatchObject({ skipReason: 'unreached', others: ['anna@aurora.example'] })
  })

  test('includes the programme’s team, mailed by the same escalation', async () => {
    const { store } = setting
    await store.transact((tx) => tx.update(routes).set({ steps: ['technical-emergency'], copyTo: null }))
    await setting.one({ category: 'emergency' })
    await setting.work()
    await setting.escalate(31 * minute)
    const again = known((await setting.mails()).find(({ part }) => part === 'escalation'))
    const mail = await readNoticeMail(store.read, again)
    expect(mail).toMatchObject({ data: { others: [], staffNotified: true } })
    const { text } = renderMail(mail, 'en', sender)
    expect(text).toContain('but the Desk team was.')
    expect(text).not.toContain('Nobody else was notified.')
  })
})

describe('the deadline', () => {
  const deadlines = async () => {
    const rows = await setting.mails()
    const mails = await Promise.all(rows.map((row) => readNoticeMail(setting.store.read, row)))
    return mails.map(({ data }) => data.deadline)
  }

  test('of an emergency names the new contacts of its next step', async () => {
    const { noticeId } = await setting.one({ category: 'emergency' })
    const { escalateAt: at } = await setting.notice(noticeId)
    const left = expect.closeTo(30 * minute, -4)
    const next = { addresses: ['tech@contacts.example'], again: false }
    // The alert contact has a copy.
    expect(await deadlines()).toEqual([
      { at, left, next },
      { at, left, next },
    ])
  })

  test('moves to the next step with each escalation, and says when no new contacts are left', async () => {
    const { store } = setting
    await setting.one({ category: 'emergency' })
    await setting.work()
    for (const [later, addresses, again] of [
      [31, ['olga@aurora.example'], false],
      [62, [], true],
    ] as const) {
      await setting.escalate(later * minute)
      const escalated = known((await setting.mails()).findLast(({ part }) => part === 'escalation'))
      const { data } = await readNoticeMail(store.read, escalated)
      expect(data.deadline).toMatchObject({ next: { addresses, again } })
      await setting.work()
    }
  })

  test('of an alert is its due date; an answered notice has none', async () => {
    const { noticeId } = await setting.one({})
    const { dueAt } = await setting.notice(noticeId)
    expect(await deadlines()).toMatchObject([{ at: dueAt, next: null }])
    await setting.one({ action: 'acknowledge' })
    expect(await deadlines()).toEqual([null])
  })

  test('of a digest is the first deadline of its emergencies', async () => {
    await setting.accept(aStorm(12, { category: 'emergency' }))
    const digest = known((await setting.mails()).find(({ digestId }) => digestId))
    moveClock(minute)
    const { data } = await readNoticeMail(setting.store.read, digest)
    expect(data.deadline).toMatchObject({ next: { addresses: ['tech@contacts.example'], again: false } })
  })
})

describe('the reason for mailing a later step', () => {
  const handedOnOf = async (category: 'technical' | 'merchant-issue') => {
    await setting.one({ category })
    const first = known((await setting.mails())[0])
    const mail = await readNoticeMail(setting.store.read, first)
    return { step: first.step, data: mail.data, text: renderMail(mail, 'en', sender).text }
  }

  test('says that mail to earlier contacts bounces', async () => {
    await setting.mark('tech@contacts.example')
    const { step, data, text } = await handedOnOf('technical')
    expect([step, data]).toMatchObject([1, { skipReason: 'unreached' }])
    expect(text).toContain('We could not reach the people')
  })

  test('does not claim a failure when earlier steps have no contacts', async () => {
    await setting.nameTechnical(setting.account.id, [], [setting.anna.id])
    const { step, data, text } = await handedOnOf('technical')
    expect([step, data]).toMatchObject([1, { skipReason: 'unnamed' }])
    expect(text).toContain('has named nobody for notices like this')
    expect(text).not.toContain('could not reach')
  })
})

describe('a digest', () => {
  async function claimDigest() {
    moveClock(6 * minute)
    const digest = known((await setting.claim()).find(({ digestId }) => digestId))
    return (await readNoticeMail(setting.store.read, digest)).data
  }

  test('also goes to the recipients of copies, and says that it is a digest', async () => {
    await setting.store.transact((tx) => tx.update(routes).set({ copyTo: 'operations' }).then())
    await setting.accept(aStorm(12))
    const digests = (await setting.mails()).filter(({ digestId }) => digestId)
    expect(digests.map(({ recipient, step }) => [recipient, step])).toEqual([
      ['anna@aurora.example', 0],
      ['operations@contacts.example', null],
    ])
    const copies = await Promise.all(digests.map((row) => readNoticeMail(setting.store.read, row)))
    expect(copies).toMatchObject([{ data: { copy: false } }, { data: { copy: true } }])
  })

  test('lists the most urgent notices first', async () => {
    const severe = aStorm(1, { severity: 'critical', summary: 'Bookings fail' }, 12)
    await setting.accept([...aStorm(12, { severity: 'warning', summary: 'Feed is slow' }), ...severe])
    const slow = { summary: 'Feed is slow' }
    expect((await claimDigest()).items).toMatchObject([{ summary: 'Bookings fail' }, slow, slow])
  })

  test('marks resolved notices, and nobody is notified again', async () => {
    await setting.accept(aStorm(12))
    await setting.one({ dedupKey: 'alert 11', action: 'resolve' })
    expect(await claimDigest()).toMatchObject({ count: 2, items: [{ resolved: false }, { resolved: true }] })
    expect((await setting.told()).filter((one) => one.startsWith('resolve'))).toEqual([])
  })
})
