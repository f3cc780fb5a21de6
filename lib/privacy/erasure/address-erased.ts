import { mailTakenOut, type TakenOut } from '#/lib/changes/contacts/mails.ts'
import type { Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** Which address it was is told nobody. */
export type AddressErased = TakenOut

/** To owners and editors, of an address that was erased and so taken out (product.md, Personal data). */
export const addressErased: Template<AddressErased> = {
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
