import type { FieldId } from '#/db/words/accounts.ts'
import { env } from '#/env.ts'
import { defineAccountMail, type MailRow } from '#/lib/platform/mail/define-mail.ts'
import { heading, type MailContext } from '#/lib/platform/mail/model.ts'
import { fieldList, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** Where a mail sends owners and editors to complete their contacts; a locked account shows the gate there. */
export function contactsUrl(slug: string): string {
  return `${env.APP_URL}/accounts/${slug}/configuration/contact-information?env=production`
}

/** `link` leads to the account's contact information; `dueAt` is null while the account is locked. */
type ContactsDue = { accountName: string; missing: FieldId[]; dueAt: number | null; link: string }

/** Sent when a complete account loses a required field (product.md, The gate). */
export const contactsDue = defineContactsDue('contacts-due')

/** Sent 3 days before the deadline. */
export const contactsDueReminder = defineContactsDue('contacts-due-reminder')

/** Staff ask owners and editors for missing contact information. */
export const contactsNudge = defineContactsDue('contacts-nudge')

function defineContactsDue(name: 'contacts-due' | 'contacts-due-reminder' | 'contacts-nudge') {
  return defineAccountMail<ContactsDue>(name, {
    why: 'why.editor',
    words: ({ dueAt }, context) =>
      dueAt === null ? {} : { day: formatDay(dueAt, context), date: formatMoment(dueAt, context) },
    main: ({ link: href }, { t }) => ({ text: t('contacts-due.action'), href }),
    rows: (due, context) => [...listMissing(due, context), context.t('contacts-due.reason')],
  })
}

/** What is missing, and until when. */
export function listMissing(
  { missing, dueAt }: Pick<ContactsDue, 'missing' | 'dueAt'>,
  context: MailContext,
): MailRow[] {
  return [
    dueAt === null
      ? context.t('contacts-nudge.closed')
      : context.t('contacts-due.deadline', { date: formatMoment(dueAt, context) }),
    heading(context.t('contacts-due.missing')),
    fieldList(missing, context),
  ]
}
