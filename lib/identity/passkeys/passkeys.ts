import { defineMail } from '#/lib/platform/mail/define-mail.ts'

/** The passkey's name, from its owner. */
type PasskeyChanged = { name: string }

/** Tells the owner, because somebody else may have added it. */
export const passkeyAdded = defineMail<PasskeyChanged>('passkey-added', {
  main: (_, { t, appUrl }) => ({ text: t('passkey-added.action'), href: `${appUrl}/settings` }),
  rows: (_, { t }) => [t('passkey-added.means'), t('passkey-added.stranger')],
})

/** The same for a removed passkey. */
export const passkeyRemoved = defineMail<PasskeyChanged>('passkey-removed', {
  main: (_, { t, appUrl }) => ({ text: t('passkey-removed.action'), href: `${appUrl}/settings` }),
  rows: (_, { t }) => [t('passkey-removed.means'), t('passkey-removed.stranger')],
})

/** To a person who lost their passkeys and whom staff helped. `isPartner`: they are not on the staff. */
export const passkeysReset = defineMail<{ count: number; isPartner?: boolean }>('passkeys-reset', {
  main: (_, { t, appUrl }) => ({ text: t('passkeys-reset.action'), href: `${appUrl}/sign-in` }),
  rows: ({ isPartner = false }, { t }) => [
    t(isPartner ? 'passkeys-reset.nextPartner' : 'passkeys-reset.next'),
    t(isPartner ? 'passkeys-reset.strangerPartner' : 'passkeys-reset.stranger'),
  ],
})
