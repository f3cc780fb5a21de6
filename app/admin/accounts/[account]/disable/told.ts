import { renderMail } from '#/emails/render.ts'
import type { MailContent } from '#/emails/templates.ts'
import { env } from '#/env.ts'
import { translatorFor } from '#/i18n/translator.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'
import type { LaunchRecipient } from '#/lib/launch/recipients.ts'
import type { Locale } from '#/lib/locale.ts'
import { previewDisabled } from '#/lib/notices/preview.ts'
import type { Recipient } from '#/lib/notices/routing.ts'

export type Told = { to: string; locale: Locale; as: 'editor' | 'emergency' }

/** Those of the notice, and owners and editors beside them: one message to an address. */
export function listTold(editors: readonly LaunchRecipient[], reached: readonly Recipient[]): Told[] {
  const byNotice = reached.map(({ address, locale }) => ({ to: address, locale, as: 'emergency' as const }))
  const keys = new Set(byNotice.map(({ to }) => addressKey(to)))
  const others = editors.filter(({ to }) => !keys.has(addressKey(to)))
  return [...byNotice, ...others.map((editor) => ({ ...editor, as: 'editor' as const }))]
}

/** The mails they will get, one of each kind in each of their languages. */
export function previewMails(
  told: readonly Told[],
  account: { slug: string; name: string },
  programmeName: string,
) {
  const kinds = new Map(told.map((one) => [`${one.as} ${one.locale}`, one]))
  return [...kinds.values()].map(({ as, locale }) => {
    const reason = `[${translatorFor(locale, 'admin')('disable.yourReason')}]`
    const link = `${env.APP_URL}/accounts/${account.slug}`
    const content: MailContent =
      as === 'emergency'
        ? { template: 'notice', data: previewDisabled(account.name, reason, link) }
        : {
            template: 'launch-decided',
            data: { accountName: account.name, decision: 'disabled', reason, link },
          }
    return { locale, mail: renderMail(content, locale, { programmeName, appUrl: env.APP_URL }) }
  })
}
