import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

export type AccountReopened = { accountName: string; link: string }

/** To the owners, when staff open their closed account again. */
export const accountReopened: Template<AccountReopened> = {
  name: 'account-reopened',
  lane: 'ordinary',
  secret: false,
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
