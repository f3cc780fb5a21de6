import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, links, list, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { formatSpan } from '#/lib/platform/mail/wording.ts'
import { acknowledgeButton, type NoticeMail, subjectOf, whyOf } from './notice.ts'

/** The first mail of an announcement: the team's words, and none of the portal's about faults (notices.md). */
export const announcement = defineAccountMail<NoticeMail>('announcement', {
  subject: subjectOf,
  title: ({ summary }) => summary,
  titleLanguage: ({ languages }) => languages?.summary,
  why: whyOf,
  lead: ({ category }, { t }) => t(category === 'emergency' ? 'announcement.urgent' : 'announcement.text'),
  main: answerAnnouncement,
  calendar: ({ calendar }) => calendar,
  rows: rowsOfAnnouncement,
})

/** The button: it acknowledges, or only opens the text if nobody has to answer. */
export function answerAnnouncement(mail: NoticeMail, context: MailContext) {
  if (mail.asksAnswer) return acknowledgeButton(mail, context)
  return { text: context.t('announcement.read'), href: mail.link }
}

export function rowsOfAnnouncement(mail: NoticeMail, { t, locale, timeZone: known }: MailContext): MailRow[] {
  const { details, meaning, remedy, asksAnswer, calendar, handedOn, others, languages } = mail
  const timeZone = mail.timeZone ?? known ?? calendar?.zone ?? null
  const when = calendar && [heading(t('announcement.when')), formatSpan(calendar, { locale, timeZone })]
  return [
    asksAnswer && t('notice.acknowledge-how'),
    handedOn && t(`notice.handed-on-${handedOn}`),
    ...(when ? [...when, t('announcement.calendar')] : []),
    ...quote(details, languages?.details),
    ...(meaning.trim() ? [heading(t('announcement.means')), ...quote(meaning, languages?.meaning)] : []),
    ...(remedy.trim() ? [heading(t('announcement.do')), ...quote(remedy, languages?.remedy)] : []),
    ...links(mail.links),
    asksAnswer && action(t('notice.open'), mail.link),
    ...(others.length > 0 ? [heading(t('notice.others')), list(others)] : []),
  ]
}
