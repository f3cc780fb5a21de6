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

/** To one of the staff whose passkeys an admin removed, so that they can add another. */
export const passkeysReset = defineMail<{ count: number }>('passkeys-reset', {
  main: (_, { t, appUrl }) => ({ text: t('passkeys-reset.action'), href: `${appUrl}/sign-in` }),
  rows: (_, { t }) => [t('passkeys-reset.next'), t('passkeys-reset.stranger')],
})
