import { paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'
import { type TakenOut, tellTakenOut } from './taken-out.ts'

export type AddressRefused = TakenOut & { address: string }

/** To owners and editors, of an address that said "This is not me" and was taken out (notices.md, Confirm). */
export const addressRefused: Template<AddressRefused> = {
  name: 'address-refused',
  lane: 'ordinary',
  secret: false,
  compose(mail, context) {
    const { t } = context
    const { accountName: account, address } = mail
    return {
      subject: accountSubject(t('address-refused.subject', { address }), account, context),
      title: t('address-refused.title'),
      parts: [
        ...tellTakenOut(t('address-refused.text', { address, account }), mail, context),
        paragraph(t('address-refused.again')),
      ],
      why: t('why.editor', { account }),
    }
  },
}
