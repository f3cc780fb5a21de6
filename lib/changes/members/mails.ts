import type { MemberRole } from '#/db/words/people.ts'
import { action, code, paragraph, quote, type Template } from '#/lib/platform/mail/model.ts'
import { accountSubject, maskAddress } from '#/lib/platform/mail/wording.ts'
import { minute } from '#/lib/platform/values/clock.ts'

export type RoleChanged = { accountName: string; role: MemberRole }

/** To a member whose role an owner changed. */
export const roleChanged: Template<RoleChanged> = {
  name: 'role-changed',
  compose(data, context) {
    const { t, appUrl, programmeName: programme } = context
    const account = data.accountName
    const role = t(`roles.${data.role}`)
    return {
      subject: accountSubject(t('role-changed.subject', { role }), account, context),
      title: t('role-changed.title'),
      parts: [
        paragraph(t('role-changed.text', { role, account, programme })),
        paragraph(t(`rights.${data.role}`)),
        action(t('role-changed.action'), `${appUrl}/accounts`),
      ],
      why: t('why.member', { account }),
    }
  },
}

export type RemovedFromAccount = { accountName: string }

/** To a member who was removed from an account. */
export const removedFromAccount: Template<RemovedFromAccount> = {
  name: 'removed-from-account',
  compose(data, context) {
    const { t, programmeName: programme } = context
    const account = data.accountName
    return {
      subject: accountSubject(t('removed-from-account.subject'), account, context),
      title: t('removed-from-account.title'),
      parts: [
        paragraph(t('removed-from-account.text', { account, programme })),
        paragraph(t('removed-from-account.mistake')),
      ],
      why: t('removed-from-account.why', { account }),
    }
  },
}

/** The mail masks `newAddress`. */
export type AddressChanged = { newAddress: string }

/** To the old address after a change (product.md, People). */
export const addressChanged: Template<AddressChanged> = {
  name: 'address-changed',
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

export type AddressChangeCode = { code: string; minutes: number }

/** To the new address before a change (product.md, People). */
export const addressChangeCode: Template<AddressChangeCode> = {
  name: 'address-change-code',
  lane: 'urgent',
  secret: true,
  lifetime: 10 * minute,
  compose(data, { t, programmeName: programme }) {
    return {
      subject: t('address-change-code.subject', { programme }),
      title: t('address-change-code.title'),
      parts: [
        paragraph(t('address-change-code.enter', { programme })),
        code(data.code),
        paragraph(t('address-change-code.lifetime', { minutes: data.minutes })),
        paragraph(t('address-change-code.stranger')),
      ],
      why: t('address-change-code.why', { programme }),
    }
  },
}

/** `link` leads to the account's users. */
export type AskOwnersToInvite = {
  accountName: string
  askerName: string
  askerEmail: string
  text?: string
  link: string
}

/** To owners, from a member who may not invite (product.md, Users tab). */
export const askOwnersToInviteMail: Template<AskOwnersToInvite> = {
  name: 'ask-owners-to-invite',
  compose(data, context) {
    const { t } = context
    const asker = data.askerName || data.askerEmail
    const words = quote(data.text ?? '')
    return {
      subject: accountSubject(t('ask-owners-to-invite.subject', { asker }), data.accountName, context),
      title: t('ask-owners-to-invite.title'),
      parts: [
        paragraph(
          t('ask-owners-to-invite.asked', { asker, email: data.askerEmail, account: data.accountName }),
        ),
        ...(words.length > 0 ? [paragraph(t('ask-owners-to-invite.wrote')), ...words] : []),
        action(t('ask-owners-to-invite.action'), data.link),
        paragraph(t('ask-owners-to-invite.check')),
      ],
      why: t('why.owner', { account: data.accountName }),
    }
  },
}
