import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { action, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

/** `contact`: the address of staff; empty without one. `link` leads to the account's page. */
export type AccountClosed = {
  accountName: string
  reason: string
  deletedAt: number
  contact: string
  link: string
}

/** To owners when staff close their account (product.md, Personal data). */
export const accountClosed = defineAccountMail<AccountClosed>('account-closed', {
  words: untilDeletion,
  rows: ({ reason, contact, link }, { t }) => [
    t('account-closed.text'),
    quote(reason),
    t('account-closed.now'),
    t('account-closed.until'),
    t(contact ? 'account-closed.ask' : 'account-closed.askTeam'),
    action(t('account-closed.action'), link),
  ],
})

/** To owners a week before their closed account is deleted. */
export const accountDeletion = defineAccountMail<AccountClosed>('account-deletion', {
  why: 'account-closed.why',
  words: untilDeletion,
  rows: ({ reason, contact, link }, { t }) => [
    t('account-deletion.text'),
    quote(reason),
    t('account-deletion.until'),
    t(contact ? 'account-closed.ask' : 'account-closed.askTeam'),
    action(t('account-closed.action'), link),
  ],
})

export type AccountReopened = { accountName: string; link: string }

/** To owners when staff reopen their account. */
export const accountReopened = defineAccountMail<AccountReopened>('account-reopened', {
  rows: ({ link }, { t }) => [
    t('account-reopened.text'),
    t('account-reopened.invitations'),
    action(t('account-reopened.action'), link),
  ],
})

/** `link` leads to the account in staff's pages. */
export type AccountDeletionStaff = { accountName: string; reason: string; deletedAt: number; link: string }

/** To staff a week before a closed account is deleted. */
export const accountDeletionStaff = defineAccountMail<AccountDeletionStaff>('account-deletion-staff', {
  words: untilDeletion,
  rows: ({ reason, link }, { t }) => [
    t('account-deletion-staff.text'),
    quote(reason),
    t('account-deletion-staff.until'),
    action(t('account-deletion-staff.action'), link),
  ],
})

function untilDeletion({ deletedAt }: { deletedAt: number }, context: MailContext) {
  return { day: formatDay(deletedAt, context), date: formatMoment(deletedAt, context) }
}
