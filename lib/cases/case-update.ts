import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `text` is empty where the case was only closed; `link` leads the recipient to the case. */
export type CaseUpdate = {
  number: number
  subject: string
  accountName: string
  authorName: string
  fromStaff: boolean
  text: string
  link: string
  closed?: boolean
}

/** Each update is mailed to those who took part (product.md, Support cases). */
export const caseUpdate: Template<CaseUpdate> = {
  name: 'case-update',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const { number, subject, accountName: account, authorName: author } = data
    const words = quote(data.text)
    const wrote = data.fromStaff
      ? t('case.staff-wrote', { author, programme })
      : t('case.partner-wrote', { author, account })
    return {
      subject: accountSubject(t('case.subject', { number, subject }), account, context),
      title: t('case.title', { number, subject }),
      parts: [
        ...(words.length > 0 ? [paragraph(wrote), ...words] : []),
        ...(data.closed ? [paragraph(t('case.closed')), paragraph(t('case.closed-next'))] : []),
        action(data.closed ? t('case.see') : t('case.open'), data.link),
        ...(data.closed ? [] : [paragraph(t('case.answer'))]),
      ],
      why: t('why.participant', { account }),
    }
  },
}
