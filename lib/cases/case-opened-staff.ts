import type { UrgentSituation } from '#/db/words/cases.ts'
import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `link` leads staff to the case. */
export type CaseOpenedStaff = {
  number: number
  subject: string
  accountName: string
  authorName: string
  situation?: UrgentSituation | null
  text: string
  link: string
}

/** An urgent case is mailed to staff (product.md, Support cases). */
export const caseOpenedStaff: Template<CaseOpenedStaff> = {
  name: 'case-opened-staff',
  lane: 'urgent',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const { number, subject, accountName: account, authorName: author } = data
    return {
      subject: accountSubject(t('case.urgent-subject', { number, subject }), account, context),
      title: t('case.opened-title', { subject }),
      parts: [
        paragraph(t('case.opened', { author, account, number })),
        ...(data.situation ? [paragraph(t(`case.situations.${data.situation}`))] : []),
        ...quote(data.text),
        action(t('case.open'), data.link),
        paragraph(t('case.answer')),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
