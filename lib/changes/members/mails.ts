import type { MemberRole } from '#/db/words/people.ts'
import { defineAccountMail, defineMail } from '#/lib/platform/mail/define-mail.ts'
import { heading, quote } from '#/lib/platform/mail/model.ts'
import { maskAddress } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'

export const roleChanged = defineAccountMail<{ accountName: string; role: MemberRole }>('role-changed', {
  why: 'why.member',
  words: ({ role }, { t }) => ({ role: t(`roles.${role}`) }),
  main: (_, { t, appUrl }) => ({ text: t('role-changed.action'), href: `${appUrl}/accounts` }),
  rows: ({ role }, { t }) => [t(`rights.${role}`)],
})

export const removedFromAccount = defineAccountMail<{ accountName: string }>('removed-from-account', {
  rows: (_, { t }) => [t('removed-from-account.mistake')],
})

/** To the old address after a change (product.md, People). The mail masks `newAddress`. */
export const addressChanged = defineMail<{ newAddress: string }>('address-changed', {
  words: ({ newAddress }) => ({ address: maskAddress(newAddress) }),
  main: (_, { t, appUrl }) => ({ text: t('address-changed.action'), href: `${appUrl}/help` }),
  rows: (_, { t }) => [t('address-changed.last'), t('address-changed.stranger')],
})

/** To the new address before a change (product.md, People). */
export const addressChangeCode = defineMail<{ code: string; minutes: number }>('address-change-code', {
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  code: ({ code }) => code,
  rows: (_, { t }) => [t('address-change-code.lifetime'), t('address-change-code.stranger')],
})

/** `link` opens the users of the account. */
type MemberPasskeysReset = { accountName: string; memberName: string; memberEmail: string; link: string }

/** To the owners, after staff reset a member's passkeys. */
export const memberPasskeysReset = defineAccountMail<MemberPasskeysReset>('member-passkeys-reset', {
  why: 'why.owner',
  words: ({ memberName, memberEmail: email }) => ({ member: memberName || email, email }),
  main: ({ link: href }, { t }) => ({ text: t('member-passkeys-reset.action'), href }),
  rows: (_, { t }) => [t('member-passkeys-reset.next'), t('member-passkeys-reset.stranger')],
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
  main: ({ link: href }, { t }) => ({ text: t('ask-owners-to-invite.action'), href }),
  rows: ({ text = '' }, { t }) => [
    ...(text.trim() ? [heading(t('ask-owners-to-invite.wrote')), ...quote(text)] : []),
    t('ask-owners-to-invite.check'),
  ],
})
