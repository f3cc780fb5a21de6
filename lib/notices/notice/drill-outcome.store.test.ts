import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { notices } from '#/db/schema/notices.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import { grantAccount } from '#/lib/accounts/access/grants.ts'
import { assertAccount } from '#/lib/accounts/account/load-account.ts'
import { listOpenConfirmations } from '#/lib/accounts/points/confirmed.ts'
import { readStates } from '#/lib/accounts/points/states.ts'
import { drillSpan } from '#/lib/accounts/reachability/waiting-drill.ts'
import { indexUnindexed } from '#/lib/accounts/search/refresh-search-row.ts'
import { submitContacts } from '#/lib/changes/contacts/commands.ts'
import { changeAccount } from '#/lib/changes/effects/change-account.ts'
import { toFormValues } from '#/lib/contacts/form/values.ts'
import { acknowledgeByMail } from '#/lib/notices/acknowledgement/acknowledge-link.ts'
import { closeNotice, closeNoticeAsStaff } from '#/lib/notices/acknowledgement/commands.ts'
import { sendDrill } from '#/lib/notices/drills/send-drill.ts'
import { countForStaff } from '#/lib/notices/views/staff-queries.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, hour, minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { actorOf } from '#/tests/actors.ts'
import { known } from '#/tests/known.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'

const setting = perTest(openNoticeSetting)

const drill = () => sendDrill(setting.store, setting.support(), 'aurora')
/** Presses the button in the drill's mail, by default in the first drill's. */
async function answerByMail(id?: string) {
  const isMeant = (noticeId: string | null) => id === undefined || noticeId === id
  const all = await setting.mails()
  const mail = known(all.find(({ part, noticeId }) => part === 'notice' && isMeant(noticeId)))
  return acknowledgeByMail(setting.store, linkToken('acknowledge', mail.id))
}
async function reachability(slug = 'aurora') {
  const [row] = await setting.store.read.select().from(accounts).where(eq(accounts.slug, slug))
  return row && { drilledAt: row.drilledAt, reachedAfter: row.reachedAfter }
}

describe('a drill', () => {
  test('mails emergency contacts only and asks for nothing but an acknowledgement', async () => {
    const before = await countForStaff(setting.store.read, setting.support())
    const id = await drill()
    expect(await setting.told()).toEqual(['notice oncall@contacts.example'])
    expect(await setting.notice(id)).toMatchObject({
      kind: 'drill',
      topic: 'drill',
      dueAt: null,
      state: 'open',
    })
    expect(await countForStaff(setting.store.read, setting.support())).toEqual(before)
    expect((await setting.audited()).at(-1)).toMatchObject({ action: 'notice.drill-sent', subjectId: id })
  })

  test('is refused unless the account is live and an address accepts mail', async () => {
    await setting.mark('oncall@contacts.example')
    await expect(drill()).rejects.toThrow('field-unreachable')
    await setting.store.transact((tx) => tx.update(unguarded(accounts)).set({ state: 'paused' }))
    await expect(drill()).rejects.toThrow('wrong-state')
    expect(await reachability()).toEqual({ drilledAt: null, reachedAfter: null })
  })
})

describe('the reachability of an account', () => {
  test('is reached after the time to the mailed answer', async () => {
    await drill()
    await setting.work()
    moveClock(7 * minute)
    await answerByMail()
    const reached = await reachability()
    expect(Math.round((reached?.reachedAfter ?? 0) / minute)).toBe(7)
    expect(await reachability('molo')).toEqual({ drilledAt: null, reachedAfter: null })
    await setting.escalate(2 * drillSpan)
    expect(await reachability()).toEqual(reached)
  })

  test('confirms the address of an answer by mail', async () => {
    const { store, account } = setting
    const address = 'oncall@contacts.example'
    await indexUnindexed(store)
    const checked = { kind: 'checked', actorId: setting.anna.id, audit: null } as const
    await store.transact(async (tx) => changeAccount(tx, await assertAccount(tx, account), checked))
    await drill()
    await setting.mark(address)
    await answerByMail()
    const statuses = await readStates(store.read, await assertAccount(store.read, account))
    expect(statuses.get(address)).toMatchObject({ status: 'confirmed', member: false })
    expect(statuses.get('tech@contacts.example')).toMatchObject({ status: 'unconfirmed' })
    const open = await listOpenConfirmations(store.read, account.id)
    expect(open.get(address)).toMatchObject({ confirmedAt: expect.any(Number), mailDueAt: null })
    await answerByMail()
    const confirmed = (await setting.audited()).filter(({ action }) => action === 'contacts.confirmed')
    expect(confirmed).toMatchObject([{ accountId: account.id, after: { address } }])
  })

  test('does not change when a member or staff close the drill', async () => {
    await closeNotice(setting.store, await setting.member(), { noticeId: await drill(), note: 'We read it.' })
    await closeNoticeAsStaff(setting.store, setting.support(), { noticeId: await drill(), note: '' })
    expect(await reachability()).toEqual({ drilledAt: null, reachedAfter: null })
    expect(await setting.escalate(2 * drillSpan)).toBe(0)
    expect(await reachability()).toEqual({ drilledAt: null, reachedAfter: null })
  })

  test('does not change when a drill ends after a later one was answered', async () => {
    await drill()
    moveClock(3 * drillSpan)
    await answerByMail(await drill())
    const reached = await reachability()
    expect(await setting.escalate(7 * drillSpan)).toBe(1)
    expect(await reachability()).toEqual(reached)
  })

  test('is unanswered after a day, once for all workers, without mail', async () => {
    const id = await drill()
    await setting.work()
    expect(await setting.escalate(drillSpan - minute)).toBe(0)
    expect(await reachability()).toEqual({ drilledAt: null, reachedAfter: null })
    moveClock(drillSpan + minute)
    const ended = await Promise.all([setting.escalate(), setting.escalate()])
    expect(ended.sort()).toEqual([0, 1])
    expect(await setting.notice(id)).toMatchObject({ state: 'closed', closedHow: 'unanswered' })
    expect(await reachability()).toMatchObject({ drilledAt: expect.any(Number), reachedAfter: null })
    expect(await setting.told()).toEqual(['notice oncall@contacts.example'])

    // Pressing the button later shows that it is too late and changes nothing.
    expect(await answerByMail()).toMatchObject({ pending: 0, answeredAt: null, late: true })
    expect((await reachability())?.reachedAfter).toBeNull()
  })

  test('waits at most a day, and its answer never precedes the drill when the clock is set back', async () => {
    moveClock(30 * day)
    const id = await drill()
    expect(await setting.escalate(0)).toBe(0)
    expect(await setting.escalate(drillSpan + 2 * minute)).toBe(1)
    expect(await setting.notice(id)).toMatchObject({ closedHow: 'unanswered' })
    const other = await drill()
    moveClock(drillSpan - hour)
    await answerByMail(other)
    expect((await reachability())?.reachedAfter).toBe(0)
  })

  test('is settled after emergencies are escalated', async () => {
    const row = await setting.notice(await drill())
    const others = Array.from({ length: 60 }, newId).map((id) => ({ ...row, id, key: id, dedupKey: id }))
    await setting.store.transact((tx) => tx.insert(notices).values(others))
    moveClock(drillSpan)
    const { noticeId } = await setting.one({ category: 'emergency' })
    await setting.escalate(drillSpan + hour)
    expect(await setting.notice(noticeId)).toMatchObject({ escalations: 1 })
  })
})

test('replaced contacts cannot answer a waiting drill; staff can end it and drill the new ones', async () => {
  const id = await drill()
  await setting.work()
  const editor = await grantAccount(setting.store.read, actorOf(setting.anna), { slug: 'aurora' }, 'editor')
  const night = { address: 'night@aurora.example', label: '', locale: '' as const }
  await submitContacts(setting.store, editor, {
    version: editor.account.contactsVersion,
    environment: 'production',
    values: { ...toFormValues(known(editor.contacts)), 'technical-emergency': [night] },
  })
  await expect(answerByMail()).rejects.toThrow('not-found')
  expect(await drill()).toBe(id)
  await closeNoticeAsStaff(setting.store, setting.support(), { noticeId: id, note: '' })
  expect(await drill()).not.toBe(id)
  expect((await setting.told()).at(-1)).toBe('notice night@aurora.example')
  expect(await reachability()).toEqual({ drilledAt: null, reachedAfter: null })
})
