import type { FieldId } from '#/db/words/accounts.ts'
import { action, list, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `dueAt`: the deadline (milliseconds UTC); null while the account is locked. */
export type ContactsNudge = {
  accountName: string
  missing: FieldId[]
  dueAt: number | null
  link: string
}

/** Staff ask owners and editors for missing contact information. */
export const contactsNudge: Template<ContactsNudge> = {
  name: 'contacts-nudge',
  compose({ accountName: account, missing, dueAt, link }, context) {
    const { t, locale, programmeName: programme } = context
    return {
      subject: accountSubject(t('contacts-nudge.subject'), account, context),
      title: t('contacts-nudge.title'),
      parts: [
        paragraph(t('contacts-nudge.missing', { account, programme })),
        list(missing.map((field) => t(`fields.${field}`, { programme }))),
        paragraph(
          dueAt === null
            ? t('contacts-nudge.closed', { account })
            : t('contacts-due-reminder.deadline', {
                account,
                date: formatMoment(dueAt, locale, context.timeZone),
              }),
        ),
        action(t('contacts-due.action'), link),
        paragraph(t('contacts-due.reason', { programme })),
      ],
      why: t('why.editor', { account }),
    }
  },
}
