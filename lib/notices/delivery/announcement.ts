import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { action, heading, links, list, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { formatSpan } from '#/lib/platform/mail/wording.ts'
import { bandOf } from './band.ts'
import { acknowledgeButton, isLongText, type NoticeMail, reasonFor, subjectOf } from './notice.ts'

/** The first mail of an announcement: the team's text only (notices.md). */
export const announcement = defineAccountMail<NoticeMail>('announcement', {
  subject: subjectOf,
  title: ({ summary }) => summary,
  titleLanguage: ({ languages }) => languages?.summary,
  why: reasonFor,
  band: bandOf,
  lead: ({ category }, { t }) => t(category === 'emergency' ? 'announcement.urgent' : 'announcement.text'),
  first: factsOfAnnouncement,
  main: answerAnnouncement,
  calendar: ({ calendar }) => calendar,
  rows: rowsOfAnnouncement,
})

/** The button: it acknowledges, or only opens the text if nobody has to answer. */
export function answerAnnouncement(mail: NoticeMail, context: MailContext) {
  if (mail.asksAnswer) return acknowledgeButton(mail, context)
  return { text: context.t('announcement.read'), href: mail.link }
}

export function factsOfAnnouncement(mail: NoticeMail, context: MailContext): MailRow[] {
  const { t, locale, timeZone: known } = context
  const { details, meaning, remedy, calendar, languages } = mail
  const timeZone = mail.timeZone ?? known ?? calendar?.zone ?? null
  const when = calendar && [heading(t('announcement.when')), formatSpan(calendar, { locale, timeZone })]
  return [
    ...(when ? [...when, t('announcement.calendar')] : []),
    ...(isLongText(mail) ? [] : quote(details, languages?.details)),
    ...(meaning.trim() ? [heading(t('announcement.means')), ...quote(meaning, languages?.meaning)] : []),
    ...(remedy.trim() ? [heading(t('announcement.do')), ...quote(remedy, languages?.remedy)] : []),
    ...links(mail.links),
  ]
}

export function rowsOfAnnouncement(mail: NoticeMail, { t }: MailContext): MailRow[] {
  const { details, asksAnswer, skipReason, others, languages } = mail
  return [
    asksAnswer && t('notice.acknowledge-how'),
    ...(isLongText(mail) ? [heading(t('notice.what')), ...quote(details, languages?.details)] : []),
    asksAnswer && action(t('notice.open'), mail.link),
    skipReason && t(`notice.handed-on-${skipReason}`),
    ...(others.length > 0 ? [heading(t('notice.others')), list(others)] : []),
  ]
}
