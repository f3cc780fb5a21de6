import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `link` leads to the account among staff's pages. */
export type AccountDeletionStaff = { accountName: string; reason: string; deletedAt: number; link: string }

/** To staff, a week before a closed account is deleted. */
export const accountDeletionStaff: Template<AccountDeletionStaff> = {
  name: 'account-deletion-staff',
  lane: 'ordinary',
  secret: false,
  compose(data, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account, reason, deletedAt } = data
    const subject = t('account-deletion-staff.subject', {
      date: formatDay(deletedAt, locale, context.timeZone),
    })
    return {
      subject: accountSubject(subject, account, context),
      title: t('account-deletion-staff.title'),
      parts: [
        paragraph(t('account-deletion-staff.text', { account })),
        ...quote(reason),
        paragraph(
          t('account-deletion-staff.until', { date: formatMoment(deletedAt, locale, context.timeZone) }),
        ),
        action(t('account-deletion-staff.action'), data.link),
      ],
      why: t('account-deletion-staff.why', { programme }),
    }
  },
}
