import type { Locale } from '#/db/words/people.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import type { Accent } from '#/lib/platform/look/accent.ts'
import type { MailLogo } from '#/lib/platform/look/logo.ts'
import { cutAt, toLine, toLines } from '#/lib/platform/values/characters.ts'
import { bandToText, htmlPart } from './html-part.ts'
import type {
  CalendarEntry,
  FilledMail,
  MailContext,
  MailData,
  MailLink,
  MailModel,
  MailPart,
  Template,
} from './model.ts'

// RFC 5322, 2.1.1; readers cut a longer subject anyway.
const maxSubjectLength = 180

/** `from` is the sender's name; `calendar` the event in the attached file; `logo` the picture that the HTML part shows. */
export type RenderedMail = {
  from: string
  subject: string
  text: string
  html: string
  calendar: CalendarEntry | null
  logo?: Buffer
}

/** `accent`: null for the portal's own. `logo`: null for none. */
export type Sender = { programmeName: string; appUrl: string; accent?: Accent | null; logo?: MailLogo | null }
/** `mailId`: as in `MailContext`. `timeZone`: the recipient's or the account's (IANA), if known. */
type Sending = Sender & { mailId?: string; timeZone?: string | null }

/** The mail in the recipient's language; without `mailId`, a preview. @throws the errors of its template. */
export function renderMail(content: FilledMail, locale: Locale, sender: Sending): RenderedMail {
  const { model, context } = composeMail(content, locale, sender)
  return layoutMail(model, context, sender)
}

/** What the mail says, before it gets a form. @throws the errors of its template. */
export function composeMail({ template, data }: FilledMail, locale: Locale, sender: Sending) {
  const context: MailContext = { mailId: '', timeZone: null, ...sender, locale, t: textsOf(locale) }
  // `fill` and `queueMail` paired the two; the compiler cannot follow that through the outbox.
  return { model: (template as Template<MailData>).compose(data, context), context }
}

/** Binds a mail's placeholders to every text. A text without placeholders skips formatting, at a tenth of the cost. */
function textsOf(locale: Locale): MailContext['t'] {
  const t = translatorFor(locale, 'mail')
  return (key, words) => (String(t.raw(key)).includes('{') ? t(key, words) : t(key))
}

/** Renders subject, text and HTML of a mail; texts stay text, whatever they contain. */
function layoutMail(model: MailModel, context: MailContext, sender: Sender): RenderedMail {
  const { accent = null, logo = null } = sender
  const automatic = context.t('automatic', { programme: context.programmeName, appUrl: context.appUrl })
  const footer = [model.why, automatic].map(toLine)
  return {
    from: toLine(context.programmeName),
    subject: cutAt(toLine(model.subject), maxSubjectLength),
    text: textPart(model, footer),
    html: htmlPart(model, footer, { ...context, accent, logo }),
    calendar: model.calendar,
    ...(logo && { logo: logo.bytes }),
  }
}

/** The text part: everything the HTML part says, links in full. */
function textPart(model: MailModel, footer: string[]): string {
  const { band, title, lead, code, first, main, parts } = model
  return [
    ...(band ? [bandToText(band)] : []),
    ...(band?.deadline ? [toLine(band.deadline)] : []),
    toLine(title),
    toLine(lead),
    ...(code ? [`    ${toLine(code)}`] : []),
    ...first.map(partToText),
    ...(main ? [actionToText(main)] : []),
    ...parts.map(partToText),
    `-- \n${footer.join('\n')}`,
    '',
  ].join('\n\n')
}

/** A piece of a mail as plain lines. */
export function partToText(part: MailPart): string {
  switch (part.kind) {
    case 'paragraph':
      return toLine(part.text)
    case 'heading':
      return `${toLine(part.text)}:`
    case 'list':
      return part.items.map((item) => `  - ${toLine(item)}`).join('\n')
    case 'links':
      return part.links.map(({ href, text }) => `  - ${text ? `${toLine(text)}: ` : ''}${href}`).join('\n')
    case 'quote':
      return toLines(part.text)
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
    case 'action':
      return actionToText(part)
  }
}

const actionToText = ({ text, href }: MailLink): string => `${toLine(text)}:\n${href}`
