import type { UrgentSituation } from '#/db/words/cases.ts'
import type { RouteTarget } from '#/db/words/notices.ts'
import { reasonFor } from '#/lib/notices/delivery/notice.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { type MailContext, quote } from '#/lib/platform/mail/model.ts'

/** `link` opens the case for the recipient. */
type CaseMail = {
  number: number
  subject: string
  urgent: boolean
  accountName: string
  authorName: string
  link: string
}

/** All mails of a case have one subject, so that mail programs keep them together. */
function subjectOf({ urgent }: CaseMail, { t }: MailContext): string {
  return t(urgent ? 'case.urgent-subject' : 'case.subject')
}

/** Tells one of the staff that a colleague, `authorName`, assigned a case to them. */
export const caseAssigned = defineAccountMail<CaseMail>('case-assigned', {
  subject: subjectOf,
  title: 'case.assigned-title',
  why: 'why.staff',
  lead: 'case.assigned',
  words: nameAuthor,
  main: openCase,
})

type OpenedCase = CaseMail & { situation?: UrgentSituation | null; text: string }

/** Tells staff of an urgent case (product.md, Support cases). */
export const caseOpenedStaff = defineAccountMail<OpenedCase>('case-opened-staff', {
  lane: 'urgent',
  subject: subjectOf,
  title: 'case.opened-title',
  why: 'why.staff',
  lead: 'case.opened',
  words: nameAuthor,
  main: openCase,
  rows: (opened, { t }) => [...showOpened(opened, t), t('case.answer')],
})

/**
 * Tells an account's contacts of a case that staff opened (product.md, Support cases). `purpose`: what the recipient's
 * address is for.
 */
export const caseOpened = defineAccountMail<OpenedCase & { purpose: RouteTarget }>('case-opened', {
  subject: subjectOf,
  title: 'case.title',
  why: reasonFor,
  lead: 'case.opened-by-staff',
  words: nameAuthor,
  main: openCase,
  rows: (opened, { t }) => [...showOpened(opened, t), t('case.answer-as-member')],
})

/**
 * `text` is empty if somebody only closed the case. `purpose`: what the address of a recipient is for who took no part
 * in it.
 */
export type CaseUpdate = CaseMail & {
  fromStaff: boolean
  text: string
  closed?: boolean
  /** Staff have no page to follow up on. */
  toStaff?: boolean
  purpose?: RouteTarget
}

/** Tells everybody who took part about an update (product.md, Support cases). */
export const caseUpdate = defineAccountMail<CaseUpdate>('case-update', {
  subject: subjectOf,
  title: 'case.title',
  why: ({ purpose }, context) => (purpose ? reasonFor({ purpose }, context) : context.t('why.participant')),
  words: nameAuthor,
  lead: ({ fromStaff, closed }, { t }) =>
    t(`case.${fromStaff ? 'staff' : 'partner'}-${closed ? 'closed' : 'wrote'}`),
  main: ({ closed, link: href }, { t }) => ({ text: t(closed ? 'case.see' : 'case.open'), href }),
  rows: ({ text, closed, toStaff }, { t }) => [
    quote(text),
    closed ? (toStaff ? null : t('case.closed-next')) : t('case.answer'),
  ],
})

function showOpened({ situation, text }: OpenedCase, t: MailContext['t']) {
  return [situation ? t(`case.situations.${situation}`) : null, quote(text)]
}

function nameAuthor({ authorName: author }: CaseMail) {
  return { author }
}

function openCase({ link: href }: CaseMail, { t }: MailContext) {
  return { text: t('case.open'), href }
}
