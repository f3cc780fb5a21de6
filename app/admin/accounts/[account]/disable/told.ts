import { renderMail } from '#/emails/render.ts'
import { env } from '#/env.ts'
import { translatorFor } from '#/i18n/translator.ts'
import { now } from '#/lib/clock.ts'
import { addressKey } from '#/lib/contacts/address-key.ts'
import type { LaunchRecipient } from '#/lib/launch/recipients.ts'
import type { Locale } from '#/lib/locale.ts'
import { previewNotice, wordsOfDisabled } from '#/lib/notices/preview.ts'
import type { WouldReachView } from '#/lib/notices/reach-queries.ts'
import type { RouteTarget } from '#/lib/notices/schema.ts'

/** `as`: what the address serves as where the notice goes to it, else it is told as one of the account's editors. */
export type Told = { to: string; locale: Locale; as: RouteTarget | 'editor' }

/** Those of the notice, and owners and editors beside them: one message to an address. */
export function listTold(editors: readonly LaunchRecipient[], reach: WouldReachView): Told[] {
  const byNotice = reach.recipients.map(({ address, locale, purpose }) => ({
    to: address,
    locale,
    as: purpose,
  }))
  const keys = new Set(byNotice.map(({ to }) => addressKey(to)))
  const others = editors.filter(({ to }) => !keys.has(addressKey(to)))
  return [...byNotice, ...others.map((editor) => ({ ...editor, as: 'editor' as const }))]
}

/** The mails they will get, one of each kind in each of their languages; `to` is the first who gets it. */
export function previewMails(
  told: readonly Told[],
  reach: WouldReachView,
  account: { slug: string; name: string },
  programmeName: string,
) {
  const context = { programmeName, appUrl: env.APP_URL }
  const reasonIn = (locale: Locale) => `[${translatorFor(locale, 'admin')('disable.yourReason')}]`
  const ofNotice = previewNotice(reach, account, wordsOfDisabled('', now()))
    .filter(({ to }) => to.length > 0)
    .map(({ locale, to, mail }) => {
      const data = { ...mail, details: reasonIn(locale) }
      const rendered = renderMail({ template: 'notice', data }, locale, context)
      return { locale, to: to[0]?.address ?? '', mail: rendered }
    })
  const editors = told.filter(({ as }) => as === 'editor')
  const firstOf = new Map(editors.toReversed().map(({ locale, to }) => [locale, to]))
  const ofStep = [...firstOf].map(([locale, to]) => {
    const link = `${env.APP_URL}/accounts/${account.slug}`
    const data = { accountName: account.name, decision: 'disabled' as const, reason: reasonIn(locale), link }
    return { locale, to, mail: renderMail({ template: 'launch-decided', data }, locale, context) }
  })
  return [...ofNotice, ...ofStep]
}
