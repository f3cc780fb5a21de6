import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `reason` may be empty; `link` leads to the account. */
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
export const launchDecided: Template<LaunchDecided> = {
  name: 'launch-decided',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const { accountName: account, decision } = data
    return {
      subject: accountSubject(t(`launch-decided.${decision}.subject`), account, context),
      title: t(`launch-decided.${decision}.title`),
      parts: [
        paragraph(t(`launch-decided.${decision}.text`, { account, programme })),
        ...quote(data.reason),
        paragraph(t(`launch-decided.${decision}.next`, { programme })),
        action(t('launch-decided.action'), data.link),
      ],
      why: t('why.editor', { account }),
    }
  },
}

/** `link` leads to the account in staff's pages. */
export type ReviewRequested = { accountName: string; link: string }

/** To staff when an account requests its review (product.md, Integration state). */
export const reviewRequested: Template<ReviewRequested> = {
  name: 'review-requested',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const account = data.accountName
    return {
      subject: accountSubject(t('review-requested.subject'), account, context),
      title: t('review-requested.title', { account }),
      parts: [
        paragraph(t('review-requested.text', { account })),
        action(t('review-requested.action'), data.link),
      ],
      why: t('why.staff', { programme }),
    }
  },
}
