import { type NoticeMail, nameNotice, notice, subjectOf } from '#/lib/notices/delivery/notice.ts'
import { paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** The mail of an announcement, sent to the one of the staff who writes it, before it goes out. Its links lead to the draft. */
export const announcementTest: Template<NoticeMail> = {
  name: 'announcement-test',
  compose(mail, context) {
    const { t } = context
    const { accountName: account } = mail
    const subject = t('notice.test-subject', { text: subjectOf(mail, context) })
    return {
      ...notice.compose(mail, context),
      subject: accountSubject(subject, account, context),
      title: t('notice.test-title', { summary: nameNotice(mail, context) }),
      parts: [paragraph(t('announcement-test.text', { account })), ...notice.compose(mail, context).parts],
      why: t('announcement-test.why'),
    }
  },
}
