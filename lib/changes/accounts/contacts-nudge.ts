import type { FieldId } from '#/db/words/accounts.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading } from '#/lib/platform/mail/model.ts'
import { fieldList, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `dueAt`: the deadline (milliseconds UTC); null while the account is locked. */
export type ContactsNudge = {
  accountName: string
  missing: FieldId[]
  dueAt: number | null
  link: string
}

/** Staff ask owners and editors for missing contact information. */
export const contactsNudge = defineAccountMail<ContactsNudge>('contacts-nudge', {
  why: 'why.editor',
  main: ({ link: href }, { t }) => ({ text: t('contacts-due.action'), href }),
  rows: ({ missing, dueAt }, context) => [
    dueAt === null
      ? context.t('contacts-nudge.closed')
      : context.t('contacts-due.deadline', { date: formatMoment(dueAt, context) }),
    heading(context.t('contacts-due.missing')),
    fieldList(missing, context),
    context.t('contacts-due.reason'),
  ],
})
