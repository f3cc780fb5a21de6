import type { FieldId } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading } from '#/lib/platform/mail/model.ts'
import { fieldList, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** Where a mail sends owners and editors to complete their contacts; a locked account shows the gate there. */
export function linkToContacts(slug: string): string {
  return `${env.APP_URL}/accounts/${slug}/configuration/contact-information?env=production`
}

/** `link` leads to the account's contact information. */
export type ContactsDue = {
  accountName: string
  missing: FieldId[]
  dueAt: number
  link: string
}

/** Sent when a complete account loses a required field (product.md, The gate). */
export const contactsDue = defineContactsDue('contacts-due')

/** Sent 3 days before the deadline. */
export const contactsDueReminder = defineContactsDue('contacts-due-reminder')

function defineContactsDue(name: 'contacts-due' | 'contacts-due-reminder') {
  return defineAccountMail<ContactsDue>(name, {
    why: 'why.editor',
    words: ({ dueAt }, context) => ({ day: formatDay(dueAt, context), date: formatMoment(dueAt, context) }),
    main: ({ link: href }, { t }) => ({ text: t('contacts-due.action'), href }),
    rows: ({ missing }, context) => [
      context.t('contacts-due.deadline'),
      heading(context.t('contacts-due.missing')),
      fieldList(missing, context),
      context.t('contacts-due.reason'),
    ],
  })
}
