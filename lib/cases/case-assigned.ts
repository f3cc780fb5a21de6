import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `authorName` has assigned the case to the recipient; `link` leads staff to it. */
export type CaseAssigned = {
  number: number
  subject: string
  accountName: string
  authorName: string
  link: string
}

/** Tells one of the staff that a colleague has given them a case. */
export const caseAssigned: Template<CaseAssigned> = {
  name: 'case-assigned',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const { number, subject, accountName: account, authorName: author } = data
    return {
      subject: accountSubject(t('case.assigned-subject', { number, subject }), account, context),
      title: t('case.title', { number, subject }),
      parts: [paragraph(t('case.assigned', { author, account, number })), action(t('case.open'), data.link)],
      why: t('why.staff', { programme }),
    }
  },
}
