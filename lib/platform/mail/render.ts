import type { Locale } from '#/db/words/locale.ts'
import { type MailContent, templates } from '#/lib/boot/mails.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { layoutMail, type RenderedMail } from './layout.ts'
import type { Template } from './model.ts'

export type Sender = { programmeName: string; appUrl: string }
/** `mailId`: as in `MailContext`. `timeZone`: the recipient's or the account's (IANA), where one is known. */
type Sending = Sender & { mailId?: string; timeZone?: string | null }

/** The mail as it is sent, in the recipient's language; without `mailId`, as it would be. @throws whatever its template throws. */
export function renderMail(content: MailContent, locale: Locale, sender: Sending): RenderedMail {
  const context = { mailId: '', timeZone: null, ...sender, locale, t: translatorFor(locale, 'mail') }
  // The pair of name and data was checked where the mail was queued; the compiler cannot follow it through the table.
  const template = templates[content.template] as Template<MailContent['data']>
  return layoutMail(template.compose(content.data, context), context)
}
