import type { Purpose } from '#/db/words/points.ts'
import { defineAccountMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, list } from '#/lib/platform/mail/model.ts'
import { nameField } from '#/lib/platform/mail/wording.ts'

/** `serves`: what the address is for; `link` opens the form that has it. */
export type AddressBouncing = {
  accountName: string
  address: string
  serves: readonly Purpose[]
  link: string
}

/** Notifies owners and editors once of a bouncing address (notices.md, Bouncing). */
export const addressBouncing = defineAccountMail<AddressBouncing>('address-bouncing', {
  why: 'why.editor',
  main: ({ serves, link: href }, { t }) => {
    const isOfOwner = serves.every((purpose) => purpose === 'owners')
    return { text: t(isOfOwner ? 'address-bouncing.users' : 'address-bouncing.action'), href }
  },
  rows: ({ serves }, { t, ...context }) => [
    serves.some((purpose) => purpose !== 'brand-support') && t('address-bouncing.next'),
    serves.includes('brand-support') && t('address-bouncing.public'),
    !serves.every(isOfMember) && t('address-bouncing.correct'),
    serves.some(isOfMember) && t('address-bouncing.member'),
    heading(t('address-bouncing.serves')),
    list(serves.map((target) => (target === 'owners' ? t('notice.owners') : nameField(target, context)))),
  ],
})

/** Alert contacts and owners are members with their own address. */
function isOfMember(purpose: Purpose): boolean {
  return purpose === 'alerts' || purpose === 'owners'
}
