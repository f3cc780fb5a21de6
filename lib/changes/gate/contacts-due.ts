import type { FieldId } from '#/db/words/accounts.ts'
import {
  action,
  list,
  type MailContext,
  type MailModel,
  paragraph,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { accountSubject, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `link` leads to the account's contact information. */
export type ContactsDue = {
  accountName: string
  missing: FieldId[]
  dueAt: number
  link: string
}

/** Sent when a complete account loses a required field (product.md, The gate). */
export const contactsDue: Template<ContactsDue> = {
  name: 'contacts-due',
  compose: (data, context) => compose('contacts-due', data, context),
}

/** Sent 3 days before the deadline. */
export const contactsDueReminder: Template<ContactsDue> = {
  name: 'contacts-due-reminder',
  compose: (data, context) => compose('contacts-due-reminder', data, context),
}

function compose(
  name: 'contacts-due' | 'contacts-due-reminder',
  data: ContactsDue,
  context: MailContext,
): MailModel {
  const { t, locale, timeZone, programmeName: programme } = context
  const account = data.accountName
  const day = formatDay(data.dueAt, locale, timeZone)
  const moment = formatMoment(data.dueAt, locale, timeZone)
  return {
    subject: accountSubject(t(`${name}.subject`, { date: day }), account, context),
    title: t(`${name}.title`),
    parts: [
      paragraph(t(`${name}.missing`, { account })),
      list(data.missing.map((field) => t(`fields.${field}`, { programme }))),
      paragraph(t(`${name}.deadline`, { account, date: moment })),
      action(t('contacts-due.action'), data.link),
      paragraph(t('contacts-due.reason', { programme })),
    ],
    why: t('why.editor', { account }),
  }
}
