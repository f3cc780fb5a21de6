import { mailTakenOut, type TakenOut } from '#/lib/changes/contacts/mails.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/**
 * Tells owners and editors that an address, which the mail does not name, was erased and taken out of the contacts
 * (product.md, Personal data).
 */
export const addressErased: Template<TakenOut> = {
  name: 'address-erased',
  compose(mail, context) {
    const { t } = context
    const account = mail.accountName
    return {
      subject: accountSubject(t('address-erased.subject'), account, context),
      title: t('address-refused.title'),
      parts: mailTakenOut(t('address-erased.text', { account }), mail, context),
      why: t('why.editor', { account }),
    }
  },
}
