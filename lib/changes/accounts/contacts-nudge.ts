import type { FieldId } from '#/db/words/accounts.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { action } from '#/lib/platform/mail/model.ts'
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
  rows: ({ missing, dueAt, link }, context) => [
    context.t('contacts-nudge.missing'),
    fieldList(missing, context),
    dueAt === null
      ? context.t('contacts-nudge.closed')
      : context.t('contacts-due-reminder.deadline', { date: formatMoment(dueAt, context) }),
    action(context.t('contacts-due.action'), link),
    context.t('contacts-due.reason'),
  ],
})
