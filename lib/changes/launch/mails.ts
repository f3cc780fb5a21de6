import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { action, quote } from '#/lib/platform/mail/model.ts'

/** `reason` may be empty; `link` opens the account. */
export type LaunchDecided = {
  accountName: string
  decision: 'approved' | 'sent-back' | 'disabled' | 'enabled'
  reason: string
  link: string
}

/**
 * To owners and editors when staff change the integration's state (product.md, Integration state). Contacts that get
 * the emergency notice of disabling do not get this mail.
 */
export const launchDecided = defineAccountMail<LaunchDecided>('launch-decided', {
  subject: ({ decision }, { t }) => t(`launch-decided.${decision}.subject`),
  title: ({ decision }, { t }) => t(`launch-decided.${decision}.title`),
  why: 'why.editor',
  rows: ({ decision, reason, link }, { t }) => [
    t(`launch-decided.${decision}.text`),
    quote(reason),
    t(`launch-decided.${decision}.next`),
    action(t('launch-decided.action'), link),
  ],
})

/** `link` leads to the account in staff's pages. */
export type ReviewRequested = { accountName: string; link: string }

/** To staff when an account requests its review (product.md, Integration state). */
export const reviewRequested = defineAccountMail<ReviewRequested>('review-requested', {
  why: 'why.staff',
  rows: ({ link }, { t }) => [t('review-requested.text'), action(t('review-requested.action'), link)],
})
