import { action, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `link` leads to the users of the account. */
export type AskOwnersToInvite = {
  accountName: string
  askerName: string
  askerEmail: string
  text?: string
  link: string
}

/** Whoever may not invite asks the owners (product.md, Users tab). */
export const askOwnersToInvite: Template<AskOwnersToInvite> = {
  name: 'ask-owners-to-invite',
  lane: 'ordinary',
  secret: false,
  compose(data, context) {
    const { t } = context
    const asker = data.askerName || data.askerEmail
    const words = quote(data.text ?? '')
    return {
      subject: accountSubject(t('ask-owners-to-invite.subject', { asker }), data.accountName, context),
      title: t('ask-owners-to-invite.title'),
      parts: [
        paragraph(
          t('ask-owners-to-invite.asked', { asker, email: data.askerEmail, account: data.accountName }),
        ),
        ...(words.length > 0 ? [paragraph(t('ask-owners-to-invite.wrote')), ...words] : []),
        action(t('ask-owners-to-invite.action'), data.link),
        paragraph(t('ask-owners-to-invite.check')),
      ],
      why: t('why.owner', { account: data.accountName }),
    }
  },
}
