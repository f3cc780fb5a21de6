import type { RouteTarget } from '#/db/words/notices.ts'
import { action, paragraph, quietAction, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject, formatMoment } from '#/lib/platform/mail/wording.ts'
import { type NoticeFacts, nameNoticeInMail, subjectOf, whyOf } from './notice.ts'

/** `answerDue`: an answer is still asked for (an emergency). */
export type NoticeResolvedMail = NoticeFacts & {
  purpose: RouteTarget
  resolvedAt: number
  answerDue: boolean
  acknowledgeLink: string
}

/** Told once, to those who were told of the notice (notices.md, Same thing twice). */
export const noticeResolved: Template<NoticeResolvedMail> = {
  name: 'notice-resolved',
  compose(mail, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account, timeZone } = mail
    const summary = nameNoticeInMail(mail, context)
    return {
      subject: accountSubject(
        t('notice-resolved.subject', { text: subjectOf(mail, context) }),
        account,
        context,
      ),
      title: t('notice-resolved.title', { summary }),
      parts: [
        paragraph(t('notice-resolved.text', { date: formatMoment(mail.resolvedAt, locale, timeZone) })),
        paragraph(t('notice.since', { date: formatMoment(mail.since, locale, timeZone) })),
        ...(mail.answerDue
          ? [paragraph(t('notice-resolved.answer')), action(t('notice.acknowledge'), mail.acknowledgeLink)]
          : []),
        (mail.answerDue ? quietAction : action)(t('notice.open'), mail.link),
      ],
      why: whyOf(mail, context, programme),
    }
  },
}
