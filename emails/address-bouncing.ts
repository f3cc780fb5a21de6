import type { RouteTarget } from '#/lib/notices/schema.ts'
import { action, list, paragraph, type Template } from './model.ts'
import { accountSubject } from './wording.ts'

/** `serves`: what the address is there for; `link` leads to the contact information. */
export type AddressBouncing = { accountName: string; address: string; serves: RouteTarget[]; link: string }

/** To owners and editors, once, of an address that takes no mail any more (notices.md, Bouncing). */
export const addressBouncing: Template<AddressBouncing> = {
  lane: 'ordinary',
  secret: false,
  compose({ accountName: account, address, serves, link }, context) {
    const { t, programmeName: programme } = context
    return {
      subject: accountSubject(t('address-bouncing.subject', { address }), account, context),
      title: t('address-bouncing.title'),
      parts: [
        paragraph(t('address-bouncing.text', { address, account })),
        list(
          serves.map((target) =>
            target === 'owners' ? t('notice.owners') : t(`fields.${target}`, { programme }),
          ),
        ),
        paragraph(t('address-bouncing.next')),
        action(t('address-bouncing.action'), link),
      ],
      why: t('why.editor', { account }),
    }
  },
}
