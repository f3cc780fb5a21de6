import type { MemberRole } from '#/db/words/people.ts'
import { defineAccountMail, defineMail } from '#/lib/platform/mail/define-mail.ts'
import { action, code, quote } from '#/lib/platform/mail/model.ts'
import { maskAddress } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'

export type RoleChanged = { accountName: string; role: MemberRole }

/** To a member whose role an owner changed. */
export const roleChanged = defineAccountMail<RoleChanged>('role-changed', {
  why: 'why.member',
  words: ({ role }, { t }) => ({ role: t(`roles.${role}`) }),
  rows: ({ role }, { t, appUrl }) => [
    t('role-changed.text'),
    t(`rights.${role}`),
    action(t('role-changed.action'), `${appUrl}/accounts`),
  ],
})

export type RemovedFromAccount = { accountName: string }

/** To a member who was removed from an account. */
export const removedFromAccount = defineAccountMail<RemovedFromAccount>('removed-from-account', {
  rows: (_, { t }) => [t('removed-from-account.text'), t('removed-from-account.mistake')],
})

/** The mail masks `newAddress`. */
export type AddressChanged = { newAddress: string }

/** To the old address after a change (product.md, People). */
export const addressChanged = defineMail<AddressChanged>('address-changed', {
  rows: ({ newAddress }, { t, appUrl }) => [
    t('address-changed.changed', { address: maskAddress(newAddress) }),
    t('address-changed.stranger'),
    action(t('address-changed.action'), `${appUrl}/help`),
  ],
})

export type AddressChangeCode = { code: string; minutes: number }

/** To the new address before a change (product.md, People). */
export const addressChangeCode = defineMail<AddressChangeCode>('address-change-code', {
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  rows: (data, { t }) => [
    t('address-change-code.enter'),
    code(data.code),
    t('address-change-code.lifetime'),
    t('address-change-code.stranger'),
  ],
})

/** `link` opens the users of the account. */
export type AskOwnersToInvite = {
  accountName: string
  askerName: string
  askerEmail: string
  text?: string
  link: string
}

/** To the owners, from a member who may not invite (product.md, Users tab). */
export const askOwnersToInviteMail = defineAccountMail<AskOwnersToInvite>('ask-owners-to-invite', {
  why: 'why.owner',
  words: ({ askerName, askerEmail: email }) => ({ asker: askerName || email, email }),
  rows({ text = '', link }, { t }) {
    const words = quote(text)
    return [
      t('ask-owners-to-invite.asked'),
      words.length > 0 ? [t('ask-owners-to-invite.wrote'), ...words] : [],
      action(t('ask-owners-to-invite.action'), link),
      t('ask-owners-to-invite.check'),
    ]
  },
})
