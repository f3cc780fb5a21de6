import { formatDuration } from '#/lib/platform/i18n/duration.ts'
import { action, heading, list, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'
import { describeNotice, type NoticeFacts, nameNoticeInMail, subjectOf } from './notice.ts'

/** `openFor`: milliseconds. `told`: who was told and has not answered; `link` leads staff to the notice. */
export type NoticeEscalationMail = NoticeFacts & { openFor: number; told: string[] }

/** To staff, while an emergency is not acknowledged (notices.md, Routing). */
export const noticeEscalation: Template<NoticeEscalationMail> = {
  name: 'notice-escalation',
  lane: 'urgent',
  compose(mail, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account } = mail
    const summary = nameNoticeInMail(mail, context)
    return {
      subject: accountSubject(
        t('notice-escalation.subject', { text: subjectOf(mail, context) }),
        account,
        context,
      ),
      title: t('notice-escalation.title', { summary }),
      parts: [
        paragraph(t('notice-escalation.text', { account, duration: formatDuration(mail.openFor, locale) })),
        ...describeNotice(mail, context, 'staff'),
        ...(mail.told.length > 0
          ? [heading(t('notice-escalation.told')), list(mail.told)]
          : [paragraph(t('notice-escalation.nobody', { account }))]),
        action(t('notice.open'), mail.link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
