import {
  action,
  type MailContext,
  type MailModel,
  paragraph,
  quote,
  type Template,
} from '#/lib/platform/mail/model.ts'
import { accountSubject, formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `contact`: the address of staff; empty without one. `link` leads to the account's page. */
export type AccountClosed = {
  accountName: string
  reason: string
  deletedAt: number
  contact: string
  link: string
}

/** To owners when staff close their account (product.md, Personal data). */
export const accountClosed: Template<AccountClosed> = {
  name: 'account-closed',
  compose: (data, context) => compose('account-closed', data, context),
}

/** To owners a week before their closed account is deleted. */
export const accountDeletion: Template<AccountClosed> = {
  name: 'account-deletion',
  compose: (data, context) => compose('account-deletion', data, context),
}

function compose(
  name: 'account-closed' | 'account-deletion',
  { accountName: account, reason, deletedAt, contact, link }: AccountClosed,
  context: MailContext,
): MailModel {
  const { t, locale, timeZone, programmeName: programme } = context
  const subject = t(`${name}.subject`, { date: formatDay(deletedAt, locale, timeZone) })
  return {
    subject: accountSubject(subject, account, context),
    title: t(`${name}.title`),
    parts: [
      paragraph(t(`${name}.text`, { account, programme })),
      ...quote(reason),
      ...(name === 'account-closed' ? [paragraph(t('account-closed.now'))] : []),
      paragraph(t(`${name}.until`, { programme, date: formatMoment(deletedAt, locale, timeZone) })),
      paragraph(contact ? t('account-closed.ask', { contact }) : t('account-closed.askTeam', { programme })),
      action(t('account-closed.action'), link),
    ],
    why: t('account-closed.why', { account }),
  }
}

export type AccountReopened = { accountName: string; link: string }

/** To owners when staff reopen their account. */
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

/** `link` leads to the account in staff's pages. */
export type AccountDeletionStaff = { accountName: string; reason: string; deletedAt: number; link: string }

/** To staff a week before a closed account is deleted. */
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
