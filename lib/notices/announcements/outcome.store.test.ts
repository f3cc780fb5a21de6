import { describe, expect, test } from 'vitest'
import { notices } from '#/db/schema/notices.ts'
import { acknowledgeNotice } from '#/lib/notices/acknowledgement/commands.ts'
import { readNoticeMail } from '#/lib/notices/delivery/mail-content.ts'
import { staffNotices } from '#/lib/notices/views/lists.ts'
import {
  countForStaff,
  countWaitingForStaff,
  listNoticesForStaff,
} from '#/lib/notices/views/staff-queries.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { english, italian, openAnnouncementSetting } from '#/tests/announcement-setting.ts'
import { known } from '#/tests/known.ts'
import { accepted, refused } from '#/tests/notice-setting.ts'
import { perTest } from '#/tests/store.ts'
import { streamAnnouncementCsv } from './export.ts'
import { listOutcomes, readOutcome } from './outcome-queries.ts'
import { announcementTest, previewAnnouncement, sendAnnouncementTest } from './preview.ts'
import { findAnnouncement, listAnnouncements, listFrozen } from './queries.ts'
import { sending } from './sending.ts'

const setting = perTest(openAnnouncementSetting)

describe('the outcome', () => {
  test('counts accounts, messages and answers, and lists accounts by outcome', async () => {
    const { store, grant, account } = setting
    await setting.addEmptyAccount('new-one')
    await setting.addEmptyAccount('other-one')
    await setting.nameTechnical(account.id, ['tech@aurora.example', 'dead@aurora.example'])
    const id = await setting.begin()
    expect((await readOutcome(store.read, grant, id)).accounts).toMatchObject({ waiting: 4, reached: 0 })
    await sending.run(store)
    await setting.work((to) => (to.startsWith('dead') ? refused() : accepted))
    const told = await setting.noticeOf()
    await acknowledgeNotice(store, await setting.member(setting.anna), told.id)

    expect(await readOutcome(store.read, grant, id)).toEqual({
      accounts: { reached: 2, trying: 0, failed: 0, paused: 0, bouncing: 0, nobody: 2, waiting: 0, gone: 0 },
      messages: { accepted: 2, delivered: 0, queued: 0, retrying: 0, failed: 1 },
      acknowledged: 1,
      notified: 2,
    })
    const list = async (show: Parameters<typeof listOutcomes>[3]['show']) =>
      (await listOutcomes(store.read, grant, id, { show, after: null })).rows.map(({ slug }) => slug).sort()
    expect(await list('all')).toEqual(['aurora', 'molo', 'new-one', 'other-one'])
    expect(await list('nobody')).toEqual(['new-one', 'other-one'])
    expect(await list('acknowledged')).toEqual(['aurora'])
    expect(await list('unanswered')).toEqual(['molo'])
    // Staff sent the announcement and know; failed ones do not appear as unroutable.
    expect(await countForStaff(store.read, grant)).toMatchObject({ unroutable: 0 })
    expect(await countWaitingForStaff(store.read, grant)).toMatchObject({ unroutable: 0 })
    const current = staffNotices.read({ state: 'current' })
    const listed = (await listNoticesForStaff(store.read, grant, current, null)).notices
    expect(listed.filter(({ isKnown }) => isKnown).map(({ accountSlug }) => accountSlug)).toEqual(
      expect.arrayContaining(['new-one', 'other-one']),
    )
    expect(listed.find(({ accountSlug }) => accountSlug === 'molo')?.isKnown).toBe(false)
    const { rows } = await listOutcomes(store.read, grant, id, { show: 'acknowledged', after: null })
    expect(rows[0]).toMatchObject({ noticeId: told.id, outcome: 'reached', acknowledgedAs: 'Anna' })
    const file = await new Response(await streamAnnouncementCsv(store.read, grant, id)).text()
    const [head, ...lines] = file.trim().split('\r\n')
    lines.sort()
    expect(head).toBe(
      'slug,name,outcome,messages_accepted,messages_delivered,messages_queued,messages_retrying,messages_failed,acknowledged_at,acknowledged_by',
    )
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(/^aurora,.*,reached,1,0,0,0,1,\d{4}-.*Z,Anna$/)
    expect(lines[2]).toMatch(/^new-one,.*,nobody,0,0,0,0,0,,$/)
    await expect(streamAnnouncementCsv(store.read, grant, newId())).rejects.toThrow('not-found')
  })

  test('reports that all addresses bounce, even if they started to after the preview', async () => {
    const { store, grant, account } = setting
    await setting.nameTechnical(account.id, ['tech@aurora.example'])
    const id = await setting.begin()
    await setting.markAll()
    await setting.mark('tech@aurora.example')
    await sending.run(store)
    const { rows } = await listOutcomes(store.read, grant, id, { show: 'bouncing', after: null })
    expect(rows.map(({ slug }) => slug)).toContain('aurora')
    expect((await readOutcome(store.read, grant, id)).accounts).toMatchObject({ bouncing: 1, nobody: 0 })
  })

  test('lists each account once across pages', async () => {
    const { store, grant } = setting
    await setting.addAccounts(58)
    const id = await setting.sendOut()
    for (const show of ['all', 'trying'] as const) {
      const first = await listOutcomes(store.read, grant, id, { show, after: null })
      const second = await listOutcomes(store.read, grant, id, { show, after: first.next })
      const slugs = [...first.rows, ...second.rows].map(({ slug }) => slug)
      expect([first.rows.length, slugs.length, new Set(slugs).size, second.next]).toEqual([50, 60, 60, null])
    }
  })
})

describe('the preview', () => {
  test('lists unreachable accounts with the reason, and shows the mail in both languages', async () => {
    const { store, grant } = setting
    await setting.addEmptyAccount('new-one')
    const id = await setting.write()
    const announcement = await setting.freeze(id)
    const frozen = async (show: Parameters<typeof listFrozen>[3]['show']) =>
      (await listFrozen(store.read, grant, id, { show, after: null })).rows.map(({ slug }) => slug)
    expect(await frozen('missing')).toEqual(['new-one'])
    expect(await frozen('reaches')).toEqual(['aurora', 'molo'])
    expect(await frozen('untranslated')).toEqual([])
    const preview = await previewAnnouncement(store.read, grant, announcement)
    expect(preview?.account.slug).toBe('aurora')
    expect(preview?.mails.map(({ locale, mail }) => [locale, mail.summary, mail.remedy])).toEqual([
      ['en', english.summary, english.remedy],
      ['it', italian.summary, italian.remedy],
    ])
    expect((await previewAnnouncement(store.read, grant, announcement, 'molo'))?.account.slug).toBe('molo')
    expect(await previewAnnouncement(store.read, grant, announcement, 'new-one')).toBeNull()
  })

  test('fills missing texts from the other language, in the mail and in the count', async () => {
    const { store, grant } = setting
    const id = await setting.write({ texts: { en: english, it: { ...italian, details: '' } } })
    const announcement = await setting.freeze(id)
    const preview = await previewAnnouncement(store.read, grant, announcement)
    expect(preview?.mails.map(({ locale, mail }) => [locale, mail.summary, mail.details])).toEqual([
      ['en', english.summary, english.details],
      ['it', italian.summary, english.details],
    ])
    const readers = preview?.mails.find(({ locale }) => locale === 'it')?.to.length ?? 0
    expect(announcement.counts?.untranslated).toBeGreaterThanOrEqual(Math.max(1, readers))
    await setting.send(id)
    await sending.run(store)
    const mail = known((await setting.mails()).find(({ locale }) => locale === 'it'))
    expect(await readNoticeMail(store.read, mail)).toMatchObject({ data: { details: english.details } })
  })

  test('sends a test in both languages to the author only', async () => {
    const { store, grant } = setting
    const { id, version } = await setting.freeze(await setting.write())
    expect(await sendAnnouncementTest(store, grant, { id, version })).toBe('grace@desk.example')
    const mails = await setting.mails()
    const toAuthor = { recipient: 'grace@desk.example', noticeId: null }
    expect(mails).toMatchObject([
      { ...toAuthor, locale: 'en' },
      { ...toAuthor, locale: 'it' },
    ])
    const sender = { programmeName: 'Desk', appUrl: 'https://desk.example' }
    const { subject, text } = renderMail(fill(announcementTest, known(mails[0]).data), 'en', sender)
    expect(subject).toContain(`Test: ${english.summary}`)
    expect(text).toContain('This is a test, sent to you alone')
    const stale = { id, version: version - 1 }
    await expect(sendAnnouncementTest(store, grant, stale)).rejects.toThrow('stale')
    expect(await store.read.$count(notices)).toBe(0)
  })
})

test('lists announcements newest first with their authors', async () => {
  const { store, grant, grace } = setting
  const first = await setting.write()
  const second = await setting.write()
  const { announcements, next } = await listAnnouncements(store.read, grant, null)
  const createdByName = grace.name
  expect(announcements).toMatchObject([
    { id: second, createdByName },
    { id: first, createdByName },
  ])
  expect(next).toBeNull()
  const after = { at: announcements[0]?.createdAt ?? 0, id: second }
  const older = await listAnnouncements(store.read, grant, after)
  expect(older.announcements.map(({ id }) => id)).toEqual([first])
  expect(await findAnnouncement(store.read, grant, 'nonsense')).toBeNull()
  expect((await findAnnouncement(store.read, grant, first))?.createdByName).toBe(grace.name)
})
