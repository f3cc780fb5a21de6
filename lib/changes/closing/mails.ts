import { action, type MailPart, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `contact`: where staff are mailed; empty where that is all of them. `link` leads to what the account's page says now. */
export type AccountClosed = {
  accountName: string
  reason: string
  deletedAt: number
  contact: string
  link: string
}

/** To the owners, when staff close their account (product.md, Personal data). */
export const accountClosed: Template<AccountClosed> = {
  name: 'account-closed',
  compose(data, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account, reason, deletedAt } = data
    return {
      subject: accountSubject(t('account-closed.subject'), account, context),
      title: t('account-closed.title'),
      parts: [
        paragraph(t('account-closed.text', { account, programme })),
        ...quote(reason),
        paragraph(t('account-closed.now')),
        paragraph(
          t('account-closed.until', { programme, date: formatMoment(deletedAt, locale, context.timeZone) }),
        ),
        ...whomToAsk(data, context),
        action(t('account-closed.action'), data.link),
      ],
      why: t('account-closed.why', { account }),
    }
  },
}

/** To the owners, a week before their closed account is deleted. */
export const accountDeletion: Template<AccountClosed> = {
  name: 'account-deletion',
  compose(data, context) {
    const { t, locale, programmeName: programme } = context
    const { accountName: account, reason, deletedAt } = data
    const day = formatDay(deletedAt, locale, context.timeZone)
    return {
      subject: accountSubject(t('account-deletion.subject', { date: day }), account, context),
      title: t('account-deletion.title'),
      parts: [
        paragraph(t('account-deletion.text', { account, programme })),
        ...quote(reason),
        paragraph(
          t('account-deletion.until', { programme, date: formatMoment(deletedAt, locale, context.timeZone) }),
        ),
        ...whomToAsk(data, context),
        action(t('account-closed.action'), data.link),
      ],
      why: t('account-closed.why', { account }),
    }
  },
}

function whomToAsk(
  { contact }: AccountClosed,
  { t, programmeName: programme }: Parameters<typeof accountClosed.compose>[1],
): MailPart[] {
  return [
    paragraph(contact ? t('account-closed.ask', { contact }) : t('account-closed.askTeam', { programme })),
  ]
}

export type AccountReopened = { accountName: string; link: string }

/** To the owners, when staff open their closed account again. */
export const accountReopened: Template<AccountReopened> = {
  name: 'account-reopened',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const account = data.accountName
    return {
      subject: accountSubject(t('account-reopened.subject'), account, context),
      title: t('account-reopened.title'),
      parts: [
        paragraph(t('account-reopened.text', { account, programme })),
        paragraph(t('account-reopened.invitations')),
        action(t('account-reopened.action'), data.link),
      ],
      why: t('account-reopened.why', { account }),
    }
  },
}

/** `link` leads to the account among staff's pages. */
export type AccountDeletionStaff = { accountName: string; reason: string; deletedAt: number; link: string }

/** To staff, a week before a closed account is deleted. */
export const accountDeletionStaff: Template<AccountDeletionStaff> = {
  name: 'account-deletion-staff',
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
