import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, type MailContext, quote } from '#/lib/platform/mail/model.ts'
import { formatDay, formatMoment } from '#/lib/platform/mail/wording.ts'

type Deleted = { accountName: string; reason: string; deletedAt: number; link: string }
/** `contact`: the address of staff; empty without one. `link` leads to the account's page. */
type AccountClosed = Deleted & { contact: string }

/** To owners when staff close their account (product.md, Personal data). */
export const accountClosed = defineAccountMail<AccountClosed>('account-closed', {
  words: formatDeletionDate,
  main: ({ link: href }, { t }) => ({ text: t('account-closed.action'), href }),
  rows: ({ reason, contact }, { t }) => [
    heading(t('account-closed.reason')),
    quote(reason),
    heading(t('account-closed.next')),
    t('account-closed.now'),
    t('account-closed.until'),
    t(contact ? 'account-closed.ask' : 'account-closed.askTeam'),
  ],
})

/** To owners a week before their closed account is deleted. */
export const accountDeletion = defineAccountMail<AccountClosed>('account-deletion', {
  why: 'account-closed.why',
  words: formatDeletionDate,
  main: ({ link: href }, { t }) => ({ text: t('account-closed.action'), href }),
  rows: ({ reason, contact }, { t }) => [
    t('account-deletion.until'),
    heading(t('account-closed.reason')),
    quote(reason),
    t(contact ? 'account-closed.ask' : 'account-closed.askTeam'),
  ],
})

/** To owners when staff reopen their account. */
export const accountReopened = defineAccountMail<Pick<Deleted, 'accountName' | 'link'>>('account-reopened', {
  main: ({ link: href }, { t }) => ({ text: t('account-reopened.action'), href }),
  rows: (_, { t }) => [t('account-reopened.as-it-was'), t('account-reopened.invitations')],
})

/** To staff a week before a closed account is deleted. `link` leads to the account in staff's pages. */
export const accountDeletionStaff = defineAccountMail<Deleted>('account-deletion-staff', {
  words: formatDeletionDate,
  why: 'why.staff',
  main: ({ link: href }, { t }) => ({ text: t('account-deletion-staff.action'), href }),
  rows: ({ reason }, { t }) => [
    t('account-deletion-staff.until'),
    heading(t('account-closed.reason')),
    quote(reason),
  ],
})

function formatDeletionDate({ deletedAt }: { deletedAt: number }, context: MailContext) {
  return { day: formatDay(deletedAt, context), date: formatMoment(deletedAt, context) }
}
