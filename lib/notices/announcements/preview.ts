import { and, asc, eq } from 'drizzle-orm'
import { accounts } from '#/db/schema/accounts.ts'
import { announcementAccounts } from '#/db/schema/announcements.ts'
import type { Reader, Store } from '#/db/store/store.ts'
import { env } from '#/env.ts'
import { reauthoriseStaff } from '#/lib/identity/access/reauthorise-staff.ts'
import type { StaffGrant } from '#/lib/identity/access/staff-grants.ts'
import {
  answerAnnouncement,
  factsOfAnnouncement,
  rowsOfAnnouncement,
} from '#/lib/notices/delivery/announcement.ts'
import { bandOf } from '#/lib/notices/delivery/band.ts'
import { type NoticeMail, subjectOf } from '#/lib/notices/delivery/notice.ts'
import { type PreviewedMail, previewNotice } from '#/lib/notices/delivery/preview.ts'
import { calendarEntry } from '#/lib/notices/notice/window.ts'
import { previewReach } from '#/lib/notices/routing/reach-queries.ts'
import { writeAudit } from '#/lib/platform/audit/write-audit.ts'
import { consumeLimit } from '#/lib/platform/limits/count.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import type { CalendarEntry } from '#/lib/platform/mail/model.ts'
import { queueMail } from '#/lib/platform/mail/queue-mail.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { AppError } from '#/lib/platform/values/errors.ts'
import { type Announcement, type AnnouncementContent, findRow } from './commands.ts'
import { textsFor } from './policy.ts'

/** The mail that one account gets, in each language. */
export type AnnouncementPreview = { account: { slug: string; name: string }; mails: PreviewedMail[] }

/** The mail to `slug`, or to the first account it reaches. Null if the account is not listed or not mailed. */
export async function previewAnnouncement(
  read: Reader,
  grant: StaffGrant,
  announcement: Omit<AnnouncementContent, 'audience' | 'severity'> & Pick<Announcement, 'id' | 'version'>,
  slug?: string,
): Promise<AnnouncementPreview | null> {
  const { id, category, texts, links, asksAnswer } = announcement
  const { announcementId, accountId, planned, position } = announcementAccounts
  const isAsked = slug === undefined ? eq(planned, 'reaches') : eq(accounts.slug, slug)
  const [listed] = await read
    .select({ slug: accounts.slug })
    .from(announcementAccounts)
    .innerJoin(accounts, eq(accounts.id, accountId))
    .where(and(eq(announcementId, id), isAsked))
    .orderBy(asc(position))
    .limit(1)
  const reach = listed && (await previewReach(read, grant, listed.slug, { category, origin: 'staff' }))
  if (!reach || reach.silence !== null) return null
  const { account } = reach
  const text = textsFor(texts, account.defaultLocale)
  const words = { ...text, category, topic: null, links, asksAnswer, since: now(), announced: true }
  const mails = previewNotice(reach, account, words).map(({ mail, ...one }) => ({
    ...one,
    mail: { ...mail, calendar: calendarOfDraft(announcement, mail, mail.link) },
  }))
  return mails.length > 0 ? { account, mails } : null
}

/** Its event in the calendar of staff; null without a window. `link` opens it. */
export function calendarOfDraft(
  { id, version, window }: Pick<Announcement, 'id' | 'version' | 'window'>,
  words: { summary: string; details: string },
  link: string,
): CalendarEntry | null {
  return window && calendarEntry(words, window, { id, sequence: version, writtenAt: now(), link })
}

/**
 * Sends the mail of a listed announcement to its author as a test, once per language; returns the address.
 * @throws AppError `stale` when it was changed since, `announcement-state` when it would reach nobody, `not-found`
 */
export function sendAnnouncementTest(
  store: Store,
  grant: StaffGrant,
  { id, version }: { id: string; version: number },
): Promise<string> {
  return store.transact(async (tx) => {
    const { actor } = await reauthoriseStaff(tx, grant, 'support')
    const announcement = await findRow(tx, id)
    if (announcement.version !== version) throw new AppError('stale', {}, 'version')
    const preview = await previewAnnouncement(tx, grant, announcement)
    if (!preview || announcement.state !== 'ready') throw new AppError('announcement-state')
    await consumeLimit(tx, 'announcement-tests', actor.user.id)
    const link = `${env.APP_URL}/admin/announcements/${id}`
    const { timeZone } = actor.user
    for (const { locale, mail } of preview.mails) {
      const calendar = calendarOfDraft(announcement, mail, link)
      const data = { ...mail, timeZone, link, acknowledgeLink: link, calendar }
      await queueMail(tx, announcementTest, { to: actor.user.email, locale, data })
    }
    await writeAudit(tx, { actorId: actor.user.id, action: 'announcement.test-sent', subjectId: id })
    return actor.user.email
  })
}

/** The test mail to the author. Its links open the draft. */
export const announcementTest = defineAccountMail<NoticeMail>('announcement-test', {
  subject: (mail, context) => context.t('notice.test-subject', { text: subjectOf(mail, context) }),
  title: ({ summary }) => summary,
  titleLanguage: ({ languages }) => languages?.summary,
  band: (mail, context) => bandOf({ ...mail, kind: 'test', deadline: null }, context),
  first: factsOfAnnouncement,
  main: answerAnnouncement,
  calendar: ({ calendar }) => calendar,
  rows: rowsOfAnnouncement,
})
