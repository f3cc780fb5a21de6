import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { maskAddress } from '#/lib/platform/mail/wording.ts'

/** `newAddress` is shown masked. */
export type AddressChanged = { newAddress: string }

/** A word to the old address (product.md, People). */
export const addressChanged: Template<AddressChanged> = {
  name: 'address-changed',
  lane: 'ordinary',
  secret: false,
  compose(data, { t, appUrl, programmeName: programme }) {
    return {
      subject: t('address-changed.subject', { programme }),
      title: t('address-changed.title'),
      parts: [
        paragraph(t('address-changed.changed', { programme, address: maskAddress(data.newAddress) })),
        paragraph(t('address-changed.stranger', { programme })),
        action(t('address-changed.action'), `${appUrl}/help`),
      ],
      why: t('address-changed.why'),
    }
  },
}
