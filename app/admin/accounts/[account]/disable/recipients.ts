import type { RouteTarget } from '#/db/words/notices.ts'
import type { Locale } from '#/db/words/people.ts'
import { env } from '#/env.ts'
import { reviewDecided } from '#/lib/changes/review/mails.ts'
import { notice } from '#/lib/notices/delivery/notice.ts'
import { previewNotice, type ReachForPreview, wordsOfDisabled } from '#/lib/notices/delivery/preview.ts'
import type { ReachPreview } from '#/lib/notices/routing/reach-queries.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { fill } from '#/lib/platform/mail/model.ts'
import { renderMail } from '#/lib/platform/mail/render.ts'
import { now } from '#/lib/platform/values/clock.ts'
import { addressKey } from '#/lib/platform/values/fold.ts'

/** `as`: the role of the address in the notice; `editor` for owners and editors whom the notice does not reach. */
export type DisableRecipient = { to: string; locale: Locale; as: RouteTarget | 'editor' }

/** The notice's recipients plus owners and editors, one message to an address. */
export function listDisableMails(
  editors: readonly Omit<DisableRecipient, 'as'>[],
  reach: ReachPreview,
): DisableRecipient[] {
  const byNotice = reach.recipients.map(({ shown, locale, purpose }) => ({ to: shown, locale, as: purpose }))
  const keys = new Set(byNotice.map(({ to }) => addressKey(to)))
  const others = editors.filter(({ to }) => !keys.has(addressKey(to)))
  return [...byNotice, ...others.map((editor) => ({ ...editor, as: 'editor' as const }))]
}

/** The mails, one of each kind and language; `to` is the first recipient. */
export function previewMails(
  recipients: readonly DisableRecipient[],
  reach: ReachForPreview,
  account: { slug: string; name: string },
  programmeName: string,
) {
  const context = { programmeName, appUrl: env.APP_URL }
  const reasonIn = (locale: Locale) => `[${translatorFor(locale, 'admin')('disable.yourReason')}]`
  const ofNotice = previewNotice(reach, account, wordsOfDisabled('', now()))
    .filter(({ to }) => to.length > 0)
    .map(({ locale, to, mail }) => {
      const data = { ...mail, details: reasonIn(locale) }
      const rendered = renderMail(fill(notice, data), locale, context)
      return { locale, to: to[0]?.shown ?? '', mail: rendered }
    })
  const editors = recipients.filter(({ as }) => as === 'editor')
  const firstOf = new Map(editors.toReversed().map(({ locale, to }) => [locale, to]))
  const ofStep = [...firstOf].map(([locale, to]) => {
    const link = `${env.APP_URL}/accounts/${account.slug}`
    const data = { accountName: account.name, decision: 'disabled' as const, reason: reasonIn(locale), link }
    return { locale, to, mail: renderMail(fill(reviewDecided, data), locale, context) }
  })
  return [...ofNotice, ...ofStep]
}
