import type { RouteTarget } from '#/db/words/notices.ts'
import { action, list, paragraph, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject } from '#/lib/platform/mail/wording.ts'

/** What an address is for: notices, or support that users see. */
export type ServedPurpose = RouteTarget | 'brand-support'

/** `serves`: what the address is for; `link` opens the form that has it. */
export type AddressBouncing = { accountName: string; address: string; serves: ServedPurpose[]; link: string }

/** Tells owners and editors once that an address bounces (notices.md, Bouncing). */
export const addressBouncing: Template<AddressBouncing> = {
  name: 'address-bouncing',
  compose({ accountName: account, address, serves, link }, context) {
    const { t, programmeName: programme } = context
    const isMember = serves.some(isOfMember)
    const isContact = !serves.every(isOfMember)
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
        ...(isTold(serves) ? [paragraph(t('address-bouncing.next'))] : []),
        ...(serves.includes('brand-support') ? [paragraph(t('address-bouncing.public'))] : []),
        ...(isContact ? [paragraph(t('address-bouncing.correct'))] : []),
        ...(isMember ? [paragraph(t('address-bouncing.member'))] : []),
        action(t(serves.every(isOwners) ? 'address-bouncing.users' : 'address-bouncing.action'), link),
      ],
      why: t('why.editor', { account }),
    }
  },
}

function isOwners(purpose: ServedPurpose): boolean {
  return purpose === 'owners'
}

/** Alert contacts and owners are members with their own address. */
function isOfMember(purpose: ServedPurpose): boolean {
  return purpose === 'alerts' || isOwners(purpose)
}

function isTold(serves: readonly ServedPurpose[]): boolean {
  return serves.some((purpose) => purpose !== 'brand-support')
}
