import type { Locale } from '#/db/words/locale.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { layoutMail, type RenderedMail } from './layout.ts'
import type { FilledMail, MailData, Template } from './model.ts'

export type Sender = { programmeName: string; appUrl: string }
/** `mailId`: as in `MailContext`. `timeZone`: the recipient's or the account's (IANA), where one is known. */
type Sending = Sender & { mailId?: string; timeZone?: string | null }

/** The mail as it is sent, in the recipient's language; without `mailId`, as it would be. @throws whatever its template throws. */
export function renderMail({ template, data }: FilledMail, locale: Locale, sender: Sending): RenderedMail {
  const context = { mailId: '', timeZone: null, ...sender, locale, t: translatorFor(locale, 'mail') }
  // `fill` and `queueMail` paired the two; the compiler cannot follow that through the outbox.
  return layoutMail((template as Template<MailData>).compose(data, context), context)
}
