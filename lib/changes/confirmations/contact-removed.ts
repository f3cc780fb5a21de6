import type { ServedField } from '#/db/words/confirmations.ts'
import { list, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** `fields`: what the address was registered for. */
export type ContactRemoved = { accountName: string; address: string; fields: ServedField[] }

/** To an address that is no contact of an account any more (notices.md, Confirm). */
export const contactRemoved: Template<ContactRemoved> = {
  name: 'contact-removed',
  lane: 'ordinary',
  secret: false,
  compose({ accountName: account, address, fields }, context) {
    const { t, programmeName: programme } = context
    return {
      subject: accountSubject(t('contact-removed.subject'), account, context),
      title: t('contact-removed.title'),
      parts: [
        paragraph(t('contact-removed.text', { address, account, programme })),
        list(fields.map((field) => t(`fields.${field}`, { programme }))),
        paragraph(t('contact-removed.next')),
        paragraph(t('contact-removed.mistake', { account })),
      ],
      why: t('contact-removed.why', { account }),
    }
  },
}
