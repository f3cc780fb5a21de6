import { action, paragraph, type Template } from '#/lib/platform/mail/model.ts'

/** The passkey's name, from its owner. */
export type PasskeyChanged = { name: string }

/** Tells the owner, because somebody else may have added it. */
export const passkeyAdded: Template<PasskeyChanged> = {
  name: 'passkey-added',
  compose({ name }, { t, appUrl, programmeName: programme }) {
    return {
      subject: t('passkey-added.subject', { programme }),
      title: t('passkey-added.title'),
      parts: [
        paragraph(t('passkey-added.added', { programme, name })),
        paragraph(t('passkey-added.stranger')),
        action(t('passkey-added.action'), `${appUrl}/settings`),
      ],
      why: t('passkey-added.why'),
    }
  },
}

/** The same for a removed passkey. */
export const passkeyRemoved: Template<PasskeyChanged> = {
  name: 'passkey-removed',
  compose({ name }, { t, appUrl, programmeName: programme }) {
    return {
      subject: t('passkey-removed.subject', { programme }),
      title: t('passkey-removed.title'),
      parts: [
        paragraph(t('passkey-removed.removed', { programme, name })),
        paragraph(t('passkey-removed.stranger', { programme })),
        action(t('passkey-removed.action'), `${appUrl}/settings`),
      ],
      why: t('passkey-removed.why'),
    }
  },
}

/** Tells staff that an admin reset their passkeys, so that they can add another. */
export const passkeysReset: Template<{ count: number }> = {
  name: 'passkeys-reset',
  compose({ count }, { t, appUrl, programmeName: programme }) {
    return {
      subject: t('passkeys-reset.subject', { programme }),
      title: t('passkeys-reset.title'),
      parts: [
        paragraph(t('passkeys-reset.reset', { count })),
        paragraph(t('passkeys-reset.stranger')),
        action(t('passkeys-reset.action'), `${appUrl}/sign-in`),
      ],
      why: t('passkeys-reset.why'),
    }
  },
}
