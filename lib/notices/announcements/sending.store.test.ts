import { count, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { accounts } from '#/db/schema/accounts.ts'
import { digests, noticeRates, notices } from '#/db/schema/notices.ts'
import { staff } from '#/db/schema/people.ts'
import { auditEntries } from '#/db/schema/record.ts'
import { endpointKey } from '#/db/words/points.ts'
import { countNoticesByAccount, noNoticeCounts } from '#/lib/admin/accounts/listed-details.ts'
import { findMailZone } from '#/lib/identity/sessions/link-mail.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { countNotices as countNoticesOf, noNotices } from '#/lib/notices/views/queries.ts'
import { countForStaff } from '#/lib/notices/views/staff-queries.ts'
import { listLessUrgent, listWaiting } from '#/lib/notices/views/urgency.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { day, hour, moveClock, now } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { buildRevision, completeContacts } from '#/seed/accounts.ts'
import { english, italian, openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { addEndpoint } from '#/tests/endpoint-setting.ts'
import { interrupted } from '#/tests/failing.ts'
import { known } from '#/tests/known.ts'
import { accepted, aStorm, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { beginSending, changeAnnouncement, continueSending, stopSending } from './commands.ts'
import { previewAnnouncement } from './preview.ts'
import { accountsPerChunk, leaseTime, sending } from './sending.ts'

const setting = perTest(openAnnouncementSetting)

async function countNotices(): Promise<number[]> {
  const rows = await setting.store.read.select({ count: count() }).from(notices).groupBy(notices.accountId)
  return rows.map((row) => Number(row.count))
}

describe('sending', () => {
  test('goes to the frozen list only, also to accounts that no longer match, but not to closed ones', async () => {
    const { store, account: aurora, molo, grace } = setting
    const closed = await setting.addEmptyAccount('closed')
    const { id } = await setting.freeze(await setting.write())
    await setting.addAccounts(1)
    await setting.set(accounts, molo.id, { state: 'disabled' })
    await setting.set(accounts, closed.id, { closedAt: 1 })
    expect(await setting.send(id)).toBe(true)
    await sending.run(store)
    const told = await store.read.select().from(notices)
    expect(told.map(({ accountId }) => accountId).sort()).toEqual([aurora.id, molo.id].sort())
    const dueAt = expect.any(Number)
    expect(told[0]).toMatchObject({ origin: 'staff', state: 'open', createdBy: grace.id, dueAt })
    expect(await setting.announcement(id)).toMatchObject({ state: 'sent', done: 3, leaseOwner: null })
    const byAccount = new Map(told.map((notice) => [notice.accountId, notice.id]))
    for (const row of await setting.list(id)) expect(row.noticeId).toBe(byAccount.get(row.accountId) ?? null)
  })

  test('waits for no answer if it asks for none', async () => {
    const { store, grant, account } = setting
    const member = await setting.member()
    await setting.sendOut({ asksAnswer: false })
    const told = await setting.noticeOf()
    expect(told).toMatchObject({ state: 'open', asksAnswer: false, dueAt: null, escalateAt: null })
    moveClock(30 * day)
    expect(await countForStaff(store.read, grant)).toMatchObject({ open: 0, overdue: 0 })
    expect(await countNoticesOf(store.read, member, 'production')).toEqual(noNotices)
    expect(await listWaiting(store.read, member, 'production', 5)).toEqual([])
    expect((await listLessUrgent(store.read, member, {})).map((notice) => notice.id)).toEqual([told.id])
    const counts = await countNoticesByAccount(store.read, grant, [account.id])
    expect(counts.get(account.id)).toEqual(noNoticeCounts)
  })

  test('hands it on if nobody gets it, also if it asks for no answer', async () => {
    const { store, account } = setting
    await setting.nameTechnical(account.id, ['dead@aurora.example'])
    await setting.sendOut({ asksAnswer: false })
    await setting.work((to) => (to.startsWith('dead') ? refused() : accepted))
    const told = await setting.noticeOf()
    expect(told).toMatchObject({ state: 'open', step: 2, dueAt: null })
    const next = known((await setting.mails()).find((mail) => mail.noticeId === told.id && mail.step === 2))
    const { data } = await readNoticeMail(store.read, next)
    expect(data).toMatchObject({ asksAnswer: false, acknowledgeLink: '' })
  })

  test('says when it happens in the notice, the mail and its calendar file', async () => {
    const { store, grant } = setting
    const window = { startsAt: now() + day, endsAt: now() + day + hour, zone: 'Europe/Rome' }
    const { id, version } = await setting.freeze(await setting.write({ window }))
    const preview = await previewAnnouncement(store.read, grant, await setting.announcement(id))
    const { startsAt, endsAt } = window
    expect(preview?.mails[0]?.mail.calendar).toMatchObject({ id, sequence: version, startsAt })
    await setting.send(id)
    await sending.run(store)
    const told = await setting.noticeOf()
    expect(told.window).toEqual(window)
    const mail = known((await setting.mails()).find(({ noticeId }) => noticeId === told.id))
    const { data } = await readNoticeMail(store.read, mail)
    const url = expect.stringMatching(/^http.*\/accounts\/aurora\/notices\//)
    const entry = { id, sequence: 0, writtenAt: told.firstSeenAt, startsAt, endsAt, url }
    expect(data.calendar).toMatchObject(entry)
  })

  test('writes the window in its own zone to an account whose zone is unknown, else in the account’s', async () => {
    const { account } = setting
    const plain = await setting.addEmptyAccount('plain')
    await nameWithHours(plain.id, 'tech@plain.example', null)
    await nameWithHours(account.id, 'tech@aurora.example', 'America/New_York')
    const startsAt = Date.UTC(2099, 5, 19, 18)
    await setting.sendOut({ window: { startsAt, endsAt: startsAt + hour, zone: 'Europe/Rome' } })
    const { text: unzoned } = await rendered('tech@plain.example')
    expect(unzoned).toMatch(/19 giugno 2099.*20:00.*21:00, ora di Roma/)
    const { text: zoned } = await rendered('tech@aurora.example')
    expect(zoned).toMatch(/19 giugno 2099.*14:00.*15:00, ora di New York/)
  })

  test('marks the texts that a language takes from the other with that language', async () => {
    await setting.nameTechnical(setting.account.id, ['tech@aurora.example'])
    await setting.sendOut({ texts: { en: english, it: { ...italian, details: '' } } })
    const { html } = await rendered('tech@aurora.example', 'it')
    expect(html).toMatch(/<html lang="it">/)
    expect(html).toMatch(/<h1 class="title ink"[^>]*>Finisce la versione 1/)
    expect(html).toMatch(new RegExp(`<blockquote lang="en"[^>]*>${english.details}`))
    expect(html).toMatch(/<blockquote class="sunken ink"[^>]*>Passare alla versione 2/)
    expect((await setting.noticeOf()).translations).toMatchObject({ it: { borrowed: { details: 'en' } } })
  })

  /** Makes the address the technical contact of an account, whose support hours are in that zone, or none. */
  function nameWithHours(accountId: string, address: string, zone: string | null) {
    const hours = zone === null ? [] : [{ days: [1 as const], opens: '09:00', closes: '18:00', zone }]
    const technical = [{ address, label: '', locale: null }]
    const content = { ...completeContacts([], { technical }), 'support-hours': hours }
    return setting.store.transact((tx) => buildRevision(tx, { accountId, savedBy: newId(), content }))
  }

  /** The mail to an address, as it is sent. */
  async function rendered(address: string, locale?: 'en' | 'it') {
    const { store } = setting
    const row = known((await setting.mails()).find(({ recipient }) => recipient === address))
    const content = await readNoticeMail(store.read, { ...row, locale: locale ?? row.locale })
    const timeZone = await findMailZone(store.read, { ...row, ofNotice: true })
    const sender = { programmeName: 'Actions Desk', appUrl: 'https://desk.example', mailId: row.id, timeZone }
    return renderMail(content, locale ?? row.locale, sender)
  }

  test('gives the notice its links, its severity and the moment it was started', async () => {
    const links = [{ href: 'https://docs.example/2', text: 'Guide' }]
    const { startedAt } = await setting.announcement(await setting.begin({ severity: 'warning', links }))
    moveClock(hour)
    await sending.run(setting.store)
    expect(await setting.noticeOf()).toMatchObject({ severity: 'warning', links, occurredAt: startedAt })
  })

  test('is refused once its time has passed', async () => {
    const window = { startsAt: now() + hour, endsAt: now() + 2 * hour, zone: 'UTC' }
    const { id } = await setting.freeze(await setting.write({ window }))
    moveClock(2 * hour)
    await expect(setting.send(id)).rejects.toThrow('window-over')
    expect(await setting.announcement(id)).toMatchObject({ state: 'ready', startedAt: null })
    moveClock(0)
    expect(await setting.send(id)).toBe(true)
    await stopSending(setting.store, setting.grant, id)
    moveClock(2 * hour)
    await expect(continueSending(setting.store, setting.grant, id)).rejects.toThrow('window-over')
    expect(await setting.announcement(id)).toMatchObject({ state: 'stopped' })
  })

  test('uses the addresses of the moment it is sent', async () => {
    const { store, account } = setting
    const { id } = await setting.freeze(await setting.write())
    await setting.nameTechnical(account.id, ['new@aurora.example'])
    await setting.send(id)
    await sending.run(store)
    const told = (await setting.mails()).map(({ recipient }) => recipient).sort()
    expect(told).toEqual(['new@aurora.example', 'tech@contacts.example'])
  })

  test('lets all other mail go first and takes no part in storms', async () => {
    const { store } = setting
    await setting.accept(aStorm(12, { category: 'technical' }))
    const before = await store.read.select().from(noticeRates)
    await setting.sendOut()
    const mails = (await setting.mails()).filter(({ lane }) => lane === 'bulk')
    expect(mails.map(({ digestId, part }) => digestId ?? part)).toEqual(['notice', 'notice'])
    expect(await store.read.select().from(noticeRates)).toEqual(before)
    expect(await store.read.$count(digests)).toBe(1)

    const { id } = await addEndpoint(store, setting.account.id, 'webhook')
    await setting.sendOut({ category: 'emergency' })
    const toIt = (await setting.mails()).filter(({ recipient }) => recipient === endpointKey(id))
    expect(toIt.map(({ lane }) => lane)).toEqual(['hook'])
    expect((await setting.mails()).filter(({ lane }) => lane === 'urgent')).toEqual([])
  })

  test('records paused accounts, leaves unreached ones open, and tells staff about new failures only', async () => {
    const { store, account } = setting
    await setting.addEmptyAccount('new-one')
    await setting.set(accounts, account.id, { state: 'paused' })
    await setting.sendOut({ category: 'production-alert' })
    const told = await store.read.select().from(notices)
    const states = told.map(({ state, silence }) => `${state} ${silence}`).sort()
    expect(states).toEqual(['open null', 'open paused', 'unroutable null'])
    const staffTold = async () => (await setting.told()).filter((one) => one.startsWith('staff'))
    expect(await staffTold()).toEqual([])

    const counted = () => countForStaff(store.read, setting.grant)
    expect(await counted()).toMatchObject({ unroutable: 0 })
    const { id: news } = await setting.freeze(await setting.write())
    await setting.mark('tech@contacts.example', 'luca@molo.example')
    await setting.send(news)
    await sending.run(store)
    expect(await staffTold()).toEqual(['staff grace@desk.example'])
    expect((await counted()).unroutable).toBeGreaterThan(0)
  })
})

describe('once', () => {
  test('sends once when several people press the button, and refuses a changed announcement', async () => {
    const { store, grant } = setting
    const id = await setting.write()
    await expect(setting.send(id)).rejects.toThrow('announcement-state')
    const { version } = await setting.freeze(id)
    const stale = { id, version: version - 1 }
    await expect(beginSending(store, grant, stale)).rejects.toThrow('stale')
    expect((await Promise.all([setting.send(id), setting.send(id)])).sort()).toEqual([false, true])
    await sending.run(store)
    expect(await setting.send(id)).toBe(false)
    await sending.run(store)
    expect(await countNotices()).toEqual([1, 1])
    const changing = changeAnnouncement(store, grant, { id, version, severity: 'error' })
    await expect(changing).rejects.toThrow('announcement-state')
    expect(await store.read.$count(auditEntries, eq(auditEntries.action, 'announcement.sent'))).toBe(1)
  })

  test('is refused to former staff', async () => {
    const { store, grant } = setting
    const { id, version } = await setting.freeze(await setting.write())
    await store.transact((tx) => tx.delete(staff).then())
    await expect(beginSending(store, grant, { id, version })).rejects.toThrow('not-found')
    await sending.run(store)
    expect(await store.read.$count(notices)).toBe(0)
  })

  test('continues after a worker dies, without mailing anybody twice', async () => {
    const { store } = setting
    await setting.addAccounts(298)
    const id = await setting.begin()
    // The claim and one chunk succeed; then the power fails.
    const dying = interrupted(store, (nth) => {
      if (nth === 3) throw new Error('power')
    })
    await expect(sending.run(dying)).rejects.toThrow('power')
    expect(await setting.announcement(id)).toMatchObject({ state: 'sending', done: accountsPerChunk })
    await sending.run(store)
    expect((await setting.announcement(id)).done).toBe(accountsPerChunk)
    moveClock(leaseTime + 1)
    await Promise.all([sending.run(store), sending.run(store)])
    expect(await setting.announcement(id)).toMatchObject({ state: 'sent', done: 300 })
    expect(await countNotices()).toEqual(Array.from({ length: 300 }, () => 1))
  })

  test('stops within a chunk and resumes', async () => {
    const { store, grant } = setting
    await setting.addAccounts(298)
    const id = await setting.begin()
    const stopping = async (nth: number) => (nth === 3 ? stopSending(store, grant, id) : undefined)
    await sending.run(interrupted(store, stopping))
    const stopped = { state: 'stopped', done: accountsPerChunk, stoppedBy: setting.grace.id }
    expect(await setting.announcement(id)).toMatchObject({ ...stopped, leaseOwner: null })
    await sending.run(store)
    expect(await countNotices()).toHaveLength(accountsPerChunk)
    await expect(stopSending(store, grant, id)).rejects.toThrow('announcement-state')
    await continueSending(store, grant, id)
    await expect(continueSending(store, grant, id)).rejects.toThrow('announcement-state')
    await sending.run(store)
    expect(await setting.announcement(id)).toMatchObject({ state: 'sent', done: 300, stoppedAt: null })
    expect(await countNotices()).toEqual(Array.from({ length: 300 }, () => 1))
    expect((await setting.audited()).slice(-2)).toMatchObject([
      { action: 'announcement.stopped', before: null, after: { accounts: accountsPerChunk } },
      { action: 'announcement.continued', before: { accounts: accountsPerChunk }, after: null },
    ])
  })
})
