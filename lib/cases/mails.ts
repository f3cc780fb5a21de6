import type { UrgentSituation } from '#/db/words/cases.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { action, quote } from '#/lib/platform/mail/model.ts'

/** `link` opens the case for the recipient. */
type CaseMail = { number: number; subject: string; accountName: string; authorName: string; link: string }

/** `authorName` has assigned the case to the recipient. */
export type CaseAssigned = CaseMail

/** Tells one of the staff that a colleague assigned a case to them. */
export const caseAssigned = defineAccountMail<CaseAssigned>('case-assigned', {
  subject: 'case.assigned-subject',
  title: 'case.title',
  why: 'why.staff',
  rows: ({ authorName: author, link }, { t }) => [
    t('case.assigned', { author }),
    action(t('case.open'), link),
  ],
})

export type CaseOpenedStaff = CaseMail & { situation?: UrgentSituation | null; text: string }

/** Tells staff of an urgent case (product.md, Support cases). */
export const caseOpenedStaff = defineAccountMail<CaseOpenedStaff>('case-opened-staff', {
  lane: 'urgent',
  subject: 'case.urgent-subject',
  title: 'case.opened-title',
  why: 'why.staff',
  rows: ({ authorName: author, situation, text, link }, { t }) => [
    t('case.opened', { author }),
    situation ? t(`case.situations.${situation}`) : null,
    quote(text),
    action(t('case.open'), link),
    t('case.answer'),
  ],
})

/** `text` is empty if somebody only closed the case. */
export type CaseUpdate = CaseMail & { fromStaff: boolean; text: string; closed?: boolean }

/** Tells everybody who took part about an update (product.md, Support cases). */
export const caseUpdate = defineAccountMail<CaseUpdate>('case-update', {
  subject: 'case.subject',
  title: 'case.title',
  why: 'why.participant',
  rows({ authorName: author, fromStaff, text, closed, link }, { t }) {
    const words = quote(text)
    const wrote = t(fromStaff ? 'case.staff-wrote' : 'case.partner-wrote', { author })
    return [
      words.length > 0 ? [wrote, ...words] : [],
      closed ? [t('case.closed'), t('case.closed-next')] : [],
      action(t(closed ? 'case.see' : 'case.open'), link),
      closed ? null : t('case.answer'),
    ]
  },
})
