import { defineMail } from '#/lib/platform/mail/define-mail.ts'
import { action } from '#/lib/platform/mail/model.ts'

/** The passkey's name, from its owner. */
export type PasskeyChanged = { name: string }

/** Tells the owner, because somebody else may have added it. */
export const passkeyAdded = defineMail<PasskeyChanged>('passkey-added', {
  rows: (_, { t, appUrl }) => [
    t('passkey-added.added'),
    t('passkey-added.stranger'),
    action(t('passkey-added.action'), `${appUrl}/settings`),
  ],
})

/** The same for a removed passkey. */
export const passkeyRemoved = defineMail<PasskeyChanged>('passkey-removed', {
  rows: (_, { t, appUrl }) => [
    t('passkey-removed.removed'),
    t('passkey-removed.stranger'),
    action(t('passkey-removed.action'), `${appUrl}/settings`),
  ],
})

/** To one of the staff whose passkeys an admin removed, so that they can add another. */
export const passkeysReset = defineMail<{ count: number }>('passkeys-reset', {
  rows: (_, { t, appUrl }) => [
    t('passkeys-reset.reset'),
    t('passkeys-reset.stranger'),
    action(t('passkeys-reset.action'), `${appUrl}/sign-in`),
  ],
})
