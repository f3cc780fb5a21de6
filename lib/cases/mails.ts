import type { UrgentSituation } from '#/db/words/cases.ts'
import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `authorName` assigned the case; `link` leads staff to it. */
export type CaseAssigned = {
  number: number
  subject: string
  accountName: string
  authorName: string
  link: string
}

/** To a member of staff whom a colleague assigned a case. */
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

/** To staff, about an urgent case (product.md, Support cases). */
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

/** `text` is empty when the case was closed without words; `link` leads the recipient to the case. */
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

/** To the participants of a case, about each update (product.md, Support cases). */
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
