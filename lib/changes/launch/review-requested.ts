import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `link` leads staff to the account. */
export type ReviewRequested = { accountName: string; link: string }

/** To staff, when an account asks to go live (product.md, Integration state). */
export const reviewRequested: Template<ReviewRequested> = {
  name: 'review-requested',
  lane: 'ordinary',
  secret: false,
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
