import { paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

export type RemovedFromAccount = { accountName: string }

/** To whoever was removed from an account. */
export const removedFromAccount: Template<RemovedFromAccount> = {
  name: 'removed-from-account',
  lane: 'ordinary',
  secret: false,
  compose(data, context) {
    const { t, programmeName: programme } = context
    const account = data.accountName
    return {
      subject: accountSubject(t('removed-from-account.subject'), account, context),
      title: t('removed-from-account.title'),
      parts: [
        paragraph(t('removed-from-account.text', { account, programme })),
        paragraph(t('removed-from-account.mistake')),
      ],
      why: t('removed-from-account.why', { account }),
    }
  },
}
