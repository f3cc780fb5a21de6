import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, quote } from '#/lib/platform/mail/model.ts'

/** `reason` may be empty; `link` opens the account. */
export type ReviewDecided = {
  accountName: string
  decision: 'approved' | 'sent-back' | 'disabled' | 'enabled'
  reason: string
  link: string
}

/**
 * To owners and editors when staff change the integration's state (product.md, Integration state). Contacts that get
 * the emergency notice of disabling do not get this mail. Stored mails say `launch-decided`.
 */
export const reviewDecided = defineAccountMail<ReviewDecided>('launch-decided', {
  subject: ({ decision }, { t }) => t(`launch-decided.${decision}.subject`),
  title: ({ decision }, { t }) => t(`launch-decided.${decision}.title`),
  why: 'why.editor',
  lead: ({ decision }, { t }) => t(`launch-decided.${decision}.text`),
  main: ({ link: href }, { t }) => ({ text: t('launch-decided.action'), href }),
  rows: ({ decision, reason }, { t }) => [
    ...(reason.trim() ? [heading(t('launch-decided.reason')), ...quote(reason)] : []),
    t(`launch-decided.${decision}.next`),
  ],
})

/** To staff when an account requests its review (product.md, Integration state). `link` leads to the account there. */
export const reviewRequested = defineAccountMail<{ accountName: string; link: string }>('review-requested', {
  why: 'why.staff',
  main: ({ link: href }, { t }) => ({ text: t('review-requested.action'), href }),
})
