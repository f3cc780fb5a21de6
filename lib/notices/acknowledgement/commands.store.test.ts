import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accountAddresses } from '#/db/schema/account-index.ts'
import { accounts } from '#/db/schema/accounts.ts'
import { digests, notices } from '#/db/schema/notices.ts'
import { memberships, users } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import type { Store } from '#/db/store/store.ts'
import { unguarded } from '#/db/store/unguarded.ts'
import type { NoticeCategory } from '#/db/words/notices.ts'
import { refreshSearchRow } from '#/lib/accounts/search/refresh-search-row.ts'
import { findLinkLocale } from '#/lib/identity/sessions/link-mail.ts'
import { type HandWritten, sendNoticeByHand } from '#/lib/notices/composing/send-by-hand.ts'
import { sendTestNotice } from '#/lib/notices/composing/send-test.ts'
import { unknownContent } from '#/lib/notices/intake/notice-input.ts'
import { listNotices } from '#/lib/notices/views/found-notices.ts'
import { type NoticeConditions, newestFirst } from '#/lib/notices/views/lists.ts'
import type { PartnerFilter } from '#/lib/notices/views/queries.ts'
import { countNotices, findNotice } from '#/lib/notices/views/queries.ts'
import { findNoticeForStaff, listNoticesForStaff } from '#/lib/notices/views/staff-queries.ts'
import { listLessUrgent, listUrgent, listWaiting } from '#/lib/notices/views/urgency.ts'
import { linkToken } from '#/lib/platform/mail/signed-token.ts'
import { day, minute, moveClock, now } from '#/lib/platform/values/clock.ts'
import { buildMember, buildStaff, type SeededUser } from '#/seed/people.ts'
import { staffGrant } from '#/tests/actors.ts'
import { failingOn, interrupted } from '#/tests/failing.ts'
import { openNoticeSetting } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { acknowledgeByMail, findAcknowledgement, undoByMail } from './acknowledge-link.ts'
import { acknowledgeNotice, closeNotice, closeNoticeAsStaff } from './commands.ts'

const setting = perTest(openNoticeSetting)

const member = (...of: Parameters<typeof setting.member>) => setting.member(...of)
const support = (user: SeededUser = setting.grace) => staffGrant(user, 'support')
const addHugo = () => setting.store.transact((tx) => buildStaff(tx, { email: 'hugo@desk.example' }))

const written = { ...unknownContent, slug: 'aurora', summary: 'The old API ends' }
const send = (category: NoticeCategory = 'technical', given: Partial<HandWritten> = {}) =>
  sendNoticeByHand(setting.store, support(), { ...written, category, ...given })
const mails = () => setting.mails()
const told = () => setting.told()
const notice = (id: string) => setting.notice(id)
const actions = async () => (await setting.audited()).map(({ action }) => action)
const mark = (...addresses: string[]) => setting.mark(...addresses)
const lock = () => setting.set(accounts, setting.account.id, { firstCompleteAt: null })
const acknowledge = async (id: string, user?: SeededUser) =>
  acknowledgeNotice(setting.store, await member(user), id)
const closeAsStaff = (noticeId: string, note: string, user?: SeededUser) =>
  closeNoticeAsStaff(setting.store, support(user), { noticeId, note })
const leave = () =>
  setting.store.transact((tx) =>
    tx.delete(unguarded(memberships)).where(eq(memberships.userId, setting.anna.id)),
  )

describe('acknowledging in the portal', () => {
  test('records who acknowledged first and when, and ends the deadline', async () => {
    const id = await send('emergency')
    await acknowledge(id)
    await acknowledge(id, setting.olga)
    const answered = { state: 'acknowledged', acknowledgedBy: setting.anna.id, acknowledgedAs: 'Anna' }
    expect(await notice(id)).toMatchObject({ ...answered, dueAt: null, escalateAt: null })
    expect((await actions()).filter((action) => action === 'notice.acknowledged')).toHaveLength(1)
  })

  test('hides notices of other accounts', async () => {
    const id = await send()
    const stranger = await member(setting.luca, 'molo')
    await expect(acknowledgeNotice(setting.store, stranger, id)).rejects.toThrow('not-found')
    const closing = closeNotice(setting.store, stranger, { noticeId: id, note: 'x' })
    await expect(closing).rejects.toThrow('not-found')
    expect(await findNotice(setting.store.read, stranger, id)).toBeNull()
    expect((await notice(id)).state).toBe('open')
  })

  test('refuses a locked account, and people who left the account', async () => {
    const id = await send()
    const grant = await member()
    await lock()
    await expect(acknowledgeNotice(setting.store, grant, id)).rejects.toMatchObject({ code: 'locked' })
    await expect(closeNotice(setting.store, grant, { noticeId: id, note: 'x' })).rejects.toMatchObject({
      code: 'locked',
    })
    expect((await notice(id)).state).toBe('open')
    await leave()
    await expect(acknowledgeNotice(setting.store, grant, id)).rejects.toThrow('not-found')
  })

  test('rolls back when the audit entry cannot be written', async () => {
    const id = await send()
    const acknowledging = acknowledgeNotice(failingOn(setting.store, auditEntries), await member(), id)
    await expect(acknowledging).rejects.toThrow('disk full')
    expect((await notice(id)).state).toBe('open')
  })
})

describe('acknowledging by a mailed link', () => {
  const tokenOf = async (recipient: string) => {
    const delivery = (await mails()).find((one) => one.recipient === recipient)
    return linkToken('acknowledge', delivery?.id ?? '')
  }

  test('works while the account is locked, and opening the link changes nothing', async () => {
    const id = await send()
    await lock()
    const token = await tokenOf('tech@contacts.example')
    expect(await findAcknowledgement(setting.store.read, token)).toMatchObject({
      accountName: setting.account.name,
      summary: 'The old API ends',
      pending: 1,
      answeredAt: null,
      path: `/accounts/aurora/notices/${id}`,
    })
    expect(await findLinkLocale(setting.store.read, `/acknowledge/${token}`)).toBe('it')
    expect((await notice(id)).state).toBe('open')
    const answered = { pending: 0, answeredAt: expect.any(Number) }
    expect(await acknowledgeByMail(setting.store, token)).toMatchObject(answered)
    expect(await notice(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: null })
    await acknowledgeByMail(setting.store, token)
    expect((await actions()).filter((action) => action === 'notice.acknowledged-by-mail')).toHaveLength(1)
  })

  test('finds nothing for a foreign link or a link in staff mail', async () => {
    await mark('tech@contacts.example', 'anna@aurora.example', 'olga@aurora.example')
    await send()
    expect(await told()).toEqual(['staff grace@desk.example'])
    for (const token of [await tokenOf('grace@desk.example'), 'x'.repeat(43), '']) {
      expect(await findAcknowledgement(setting.store.read, token)).toBeNull()
      await expect(acknowledgeByMail(setting.store, token)).rejects.toThrow('not-found')
    }
  })

  test('refuses a guess before it begins a transaction', async () => {
    const unasked = interrupted(setting.store, () => {
      throw new Error('It began one.')
    })
    for (const press of [acknowledgeByMail, undoByMail])
      await expect(press(unasked, 'x'.repeat(43))).rejects.toThrow('not-found')
  })

  test('asks for the lock of exclusive work only while something is left to do', async () => {
    await send()
    const token = await tokenOf('tech@contacts.example')
    const asked: boolean[] = []
    const watched: Store = {
      ...setting.store,
      transact(work, options) {
        asked.push(options?.exclusive ?? false)
        return setting.store.transact(work, options)
      },
    }
    for (const press of [acknowledgeByMail, acknowledgeByMail, undoByMail, undoByMail])
      await press(watched, token)
    expect(asked).toEqual([true, false, true, false])
    expect(await findAcknowledgement(setting.store.read, token)).toMatchObject({ pending: 1 })
  })

  test('finds nothing after the member or the contact has left the account', async () => {
    const alert = await send('production-alert')
    const technical = await send()
    const tokens = [await tokenOf('anna@aurora.example'), await tokenOf('tech@contacts.example')]
    await leave()
    await setting.nameTechnical(setting.account.id, ['new@contacts.example'], [setting.olga.id])
    for (const token of tokens) {
      expect(await findAcknowledgement(setting.store.read, token)).toBeNull()
      await expect(acknowledgeByMail(setting.store, token)).rejects.toThrow('not-found')
    }
    for (const id of [alert, technical]) expect((await notice(id)).state).toBe('open')
  })

  test('acknowledges every notice of a digest', async () => {
    const ids: string[] = []
    for (let n = 0; n < 13; n++) ids.push(await send('technical', { summary: `Alert ${n}` }))
    expect(await setting.store.read.$count(digests)).toBe(1)
    const token = linkToken('acknowledge', (await mails()).find(({ digestId }) => digestId)?.id ?? '')
    const path = '/accounts/aurora/notices'
    expect(await findAcknowledgement(setting.store.read, token)).toMatchObject({ count: 3, pending: 3, path })
    await acknowledgeByMail(setting.store, token)
    const states = await Promise.all(ids.map(async (id) => (await notice(id)).state))
    expect(states).toEqual([...Array(10).fill('open'), ...Array(3).fill('acknowledged')])
  })
})

test('finds no language for a foreign link or another path', async () => {
  for (const path of [`/acknowledge/${'x'.repeat(43)}`, `/help/${'x'.repeat(43)}`, '/confirm', ''])
    expect(await findLinkLocale(setting.store.read, path)).toBeNull()
})

describe('closing', () => {
  test('requires a note from members', async () => {
    const id = await send()
    const closing = async (note: string) => closeNotice(setting.store, await member(), { noticeId: id, note })
    await expect(closing('  ')).rejects.toThrow('note-required')
    const closeNote = 'Renewed the certificate.'
    await closing(closeNote)
    const closed = { state: 'closed', closedHow: 'member', closedBy: setting.anna.id, closeNote }
    expect(await notice(id)).toMatchObject({ ...closed, dueAt: null })
    await closing(closeNote)
    await expect(closing('Somebody else’s note.')).rejects.toThrow('notice-closed')
    expect(await notice(id)).toMatchObject(closed)
  })

  test('lets staff send the same form twice, and refuses former staff and a different note', async () => {
    const id = await send()
    const note = 'Called them.'
    await expect(closeAsStaff(id, note, setting.olga)).rejects.toThrow('not-found')
    for (const _ of [1, 2]) await closeAsStaff(id, note)
    const hugo = await addHugo()
    const others = [
      () => closeAsStaff(id, 'They called.'),
      () => closeAsStaff(id, note, hugo),
      () => acknowledge(id),
    ]
    for (const late of others) await expect(late()).rejects.toThrow('notice-closed')
    expect(await notice(id)).toMatchObject({ state: 'closed', closedHow: 'staff', closeNote: note })
  })

  test('lets staff stop waiting for an answer to a resolved emergency', async () => {
    const { noticeId } = await setting.one({ category: 'emergency' })
    await setting.one({ category: 'emergency', action: 'resolve' })
    const waiting = { closedHow: 'resolved', dueAt: expect.any(Number), escalateAt: null }
    expect(await notice(noticeId)).toMatchObject(waiting)
    await closeAsStaff(noticeId, 'Spoke on the phone.')
    const settled = { dueAt: null, closedHow: 'resolved', closeNote: 'Spoke on the phone.' }
    expect(await notice(noticeId)).toMatchObject(settled)
    expect(await actions()).toContain('notice.settled')
  })
})

describe('a test notice', () => {
  const test_ = async (field: Parameters<typeof sendTestNotice>[2], user: SeededUser = setting.anna) =>
    sendTestNotice(setting.store, await member(user), field)

  test('mails only the addresses of its field and is marked as a test', async () => {
    const id = await test_('technical-emergency')
    const silent = { dueAt: null, escalateAt: null }
    expect(await notice(id)).toMatchObject({ kind: 'test', testField: 'technical-emergency', ...silent })
    expect(await told()).toEqual(['notice oncall@contacts.example'])
    const counts = await countNotices(setting.store.read, await member(), 'production')
    expect(counts).toEqual({ emergencies: 0, open: 0, overdue: 0 })
  })

  test('is refused when every address bounces', async () => {
    await mark('tech@contacts.example')
    await expect(test_('technical')).rejects.toThrow('field-unreachable')
    expect(await setting.store.read.$count(notices)).toBe(0)
  })

  test('is refused to viewers, and after three per field and hour', async () => {
    const viewing = { accountId: setting.account.id, role: 'viewer' } as const
    const { user } = await setting.store.transact((tx) => buildMember(tx, viewing))
    await expect(test_('operations', user)).rejects.toThrow('forbidden')
    for (let n = 0; n < 3; n++) {
      await test_('operations')
      moveClock((n + 1) * 11_000)
    }
    await expect(test_('operations')).rejects.toMatchObject({ code: 'too-many', params: { minutes: 60 } })
    await test_('technical')
    expect(await setting.store.read.$count(digests)).toBe(0)
  })

  test('limits messages to unconfirmed addresses per day, even when the addresses change', async () => {
    const strangers = Array.from({ length: 10 }, (_, n) => `stranger${n}@elsewhere.example`)
    await setting.nameTechnical(setting.account.id, strangers, [setting.anna.id])
    await setting.store.transact((tx) => refreshSearchRow(tx, setting.account.id))
    for (let n = 0; n < 6; n++) {
      await test_('technical')
      moveClock((n + 1) * 25 * minute)
    }
    await expect(test_('technical')).rejects.toMatchObject({ code: 'too-often', params: { hours: 22 } })
    expect(await told()).toHaveLength(60)
    // Members have confirmed their address.
    await test_('alerts')
    await setting.store.transact((tx) => tx.update(accountAddresses).set({ confirmedAt: now() }).then())
    await test_('technical')
    expect(await told()).toHaveLength(71)
  })

  test('is sent once when pressed twice, and again later or for another field', async () => {
    const first = await test_('technical')
    expect(await test_('technical', setting.olga)).toBe(first)
    expect(await told()).toEqual(['notice tech@contacts.example'])
    expect(await test_('operations')).not.toBe(first)
    moveClock(11_000)
    expect(await test_('technical')).not.toBe(first)
    expect(await told()).toHaveLength(3)
  })
})

describe('sending by hand', () => {
  test('routes like an event, without copies', async () => {
    const id = await send('emergency')
    expect(await told()).toEqual(['notice oncall@contacts.example'])
    expect(await notice(id)).toMatchObject({ origin: 'staff', createdBy: setting.grace.id, state: 'open' })
  })

  test('sends the same form once, and a corrected text as a new notice', async () => {
    const one = await send('technical', { key: 'form 1' })
    expect(await send('technical', { key: 'form 1' })).toBe(one)
    expect(await send('technical', { key: 'form 1', details: 'At 10:00.' })).not.toBe(one)
    expect(await mails()).toHaveLength(2)
  })

  test('keeps the time the problem began', async () => {
    const yesterday = now() - day
    expect((await notice(await send('technical', { occurredAt: yesterday }))).occurredAt).toBe(yesterday)
    expect((await notice(await send())).occurredAt).toBeGreaterThan(yesterday)
  })

  test('refuses an unknown account', async () => {
    await expect(send('technical', { slug: 'none' })).rejects.toThrow('unknown-account')
  })
})

describe('escalation', () => {
  test('mails the next step and staff every 30 minutes until somebody answers', async () => {
    const id = await send('emergency')
    await setting.escalate()
    expect(await mails()).toHaveLength(1)
    const seen: string[][] = []
    for (const after of [31, 62, 93, 124]) {
      moveClock(after * minute)
      const before = (await told()).length
      await setting.escalate()
      seen.push((await told()).slice(before).sort())
    }
    const tried = ['tech@contacts.example', ...Array(3).fill('olga@aurora.example')]
    expect(seen).toEqual(tried.map((address) => [`escalation ${address}`, 'staff grace@desk.example']))
    expect((await mails()).every(({ lane }) => lane === 'urgent')).toBe(true)
    expect(await notice(id)).toMatchObject({ escalations: 4, step: 2 })
    await acknowledge(id)
    expect(await setting.escalate(200 * minute)).toBe(0)
  })

  test('shows staff times in their own zone, or the account’s', async () => {
    const id = await send('emergency')
    await addHugo()
    const own = { timeZone: 'Asia/Tokyo' }
    await setting.store.transact((tx) => tx.update(users).set(own).where(eq(users.id, setting.grace.id)))
    await setting.escalate(31 * minute)
    const toStaff = (await mails()).filter(({ noticeId, part }) => noticeId === id && part === 'staff')
    const zones = Object.fromEntries(toStaff.map(({ recipient, data }) => [recipient, data.timeZone]))
    expect(zones).toEqual({ 'grace@desk.example': 'Asia/Tokyo', 'hugo@desk.example': 'Europe/Rome' })
  })

  test('happens on time after the clock was set back by hours', async () => {
    moveClock(180 * minute)
    const id = await send('emergency')
    expect(await setting.escalate(0)).toBe(0)
    expect(await setting.escalate(31 * minute)).toBe(1)
    expect(await notice(id)).toMatchObject({ escalations: 1 })
  })
})

describe('the list of notices', () => {
  test('lists an account’s own notices, newest first, filtered and paged', async () => {
    for (let n = 0; n < 30; n++) {
      moveClock(n * 10 * minute)
      await send(n % 2 ? 'technical' : 'user-escalation', { summary: `Notice ${n}` })
    }
    await send('technical', { slug: 'molo' })
    const grant = await member()
    const list = (filter: PartnerFilter, after: Parameters<typeof listNotices>[3]) =>
      listNotices(setting.store.read, grant, { ...filter, sort: newestFirst }, after)
    const first = await list({}, null)
    const newest = Array.from({ length: 25 }, (_, n) => `Notice ${29 - n}`)
    expect(first.notices.map(({ summary }) => summary)).toEqual(newest)
    expect(await list({}, first.next)).toMatchObject({ notices: Array(5).fill({}), next: null })
    expect((await list({ category: 'technical', state: 'open' }, null)).notices).toHaveLength(15)
    const ofMolo = await listNoticesForStaff(setting.store.read, support(), { account: 'molo' }, null)
    expect(ofMolo.notices).toMatchObject([{ accountSlug: 'molo' }])
  })

  test('separates what is urgent from the rest: unacknowledged emergencies and overdue notices', async () => {
    const grant = await member()
    const urgent = async (filter?: NoticeConditions) =>
      (await listUrgent(setting.store.read, grant, filter)).map(({ id }) => id)
    const lessUrgent = async () => (await listLessUrgent(setting.store.read, grant, {})).map(({ id }) => id)
    const late = await send()
    const answered = await send()
    await acknowledge(answered)
    expect(await urgent()).toEqual([])
    moveClock(5 * day)
    expect(await urgent()).toEqual([late])
    expect(await urgent({ category: 'emergency' })).toEqual([])
    const [fresh, fresher] = [await send(), await send()]
    const emergency = await send('emergency')
    expect(await urgent()).toEqual([emergency, late])
    expect(await lessUrgent()).toEqual([fresh, fresher, answered])
    const listed = async (state: NonNullable<PartnerFilter['state']>) =>
      (await listNotices(setting.store.read, grant, { state }, null)).notices.map(({ id }) => id)
    expect(await listed('overdue')).toEqual([late])
    for (const noticeId of [fresh, emergency])
      await closeNotice(setting.store, grant, { noticeId, note: 'Done.' })
    expect(await urgent()).toEqual([late])
    expect(await lessUrgent()).toEqual([fresher, answered])
    expect(await listed('closed')).toEqual([emergency, fresh])
    expect(await countNotices(setting.store.read, grant, 'production')).toEqual({
      emergencies: 0,
      open: 2,
      overdue: 1,
    })
  })

  test('sorts unanswered notices by urgency: unacknowledged emergencies, overdue ones, the rest by deadline', async () => {
    const overdue = await send()
    moveClock(5 * day)
    const emergency = await send('emergency')
    await acknowledge(await send('emergency', { summary: 'Another' }))
    const later = await send('technical')
    await setting.set(notices, later, { dueAt: now() + 5 * day })
    const lesser = await send('technical')
    const undated = await send('technical')
    await setting.set(notices, undated, { dueAt: null })
    const unreached = await send('emergency', { summary: 'To nobody' })
    await setting.set(notices, unreached, { state: 'unroutable', dueAt: null })
    const waiting = async (limit: number) =>
      (await listWaiting(setting.store.read, await member(), 'production', limit)).map(({ id }) => id)
    expect(await waiting(9)).toEqual([unreached, emergency, overdue, lesser, later, undated])
    expect(await waiting(2)).toEqual([unreached, emergency])
    expect(await listWaiting(setting.store.read, await member(), 'sandbox', 9)).toEqual([])
  })

  test('shows one notice with its messages and history', async () => {
    const id = await send()
    await acknowledge(id)
    const timeline = [{ kind: 'opened' }, { kind: 'queued' }, { kind: 'acknowledged' }]
    const shown = { inFlight: true, deliveries: [{ recipient: 'tech@contacts.example', step: 0 }], timeline }
    expect(await findNotice(setting.store.read, await member(), id)).toMatchObject(shown)
  })

  test('shows staff addresses to staff; members only see that staff were notified', async () => {
    const id = await send('emergency')
    await setting.escalate(31 * minute)
    const view = await findNotice(setting.store.read, await member(), id)
    const toStaff = view?.deliveries.filter(({ part }) => part === 'staff').map(({ recipient }) => recipient)
    expect(toStaff).toEqual([''])
    expect(JSON.stringify(view)).not.toContain('@desk.example')
    const seenByStaff = JSON.stringify(await findNoticeForStaff(setting.store.read, support(), id))
    expect(seenByStaff).toContain('grace@desk.example')
  })
})
