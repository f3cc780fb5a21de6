import type { Locale } from '#/db/words/people.ts'
import type {
  CalendarEntry,
  MailBand,
  MailContext,
  MailKey,
  MailLink,
  MailPart,
  MailWords,
  Template,
} from './model.ts'

/** A text is a paragraph; empty rows are left out. */
export type MailRow = MailPart | string | false | null

type Text<Data> = MailKey | ((data: Data, context: MailContext) => string)

type Definition<Data> = Pick<Template<Data>, 'lane' | 'secret' | 'lifetime'> & {
  /** Default: the texts `<name>.subject`, `<name>.title` and `<name>.why`. */
  subject?: Text<Data>
  title?: Text<Data>
  why?: Text<Data>
  /** The title's language, if that is not the mail's. */
  titleLanguage?(data: Data): Locale | undefined
  /** Default: none. */
  band?(data: Data, context: MailContext): MailBand
  /** What happened, in one sentence. Default: the text `<name>.text`. */
  lead?: Text<Data>
  /** A code to type, below the lead. */
  code?(data: Data): string
  /** What somebody has to read before the button. */
  first?(data: Data, context: MailContext): (MailRow | MailRow[])[]
  /** The button. */
  main?(data: Data, context: MailContext): MailLink
  /** The event in the attached calendar file. */
  calendar?(data: Data): CalendarEntry | null
  /** Placeholders that the data does not have, or has in another form. */
  words?(data: Data, context: MailContext): MailWords
  /** What follows the button. */
  rows?(data: Data, context: MailContext): (MailRow | MailRow[])[]
}

/** A mail. Placeholders in its texts are its data by name, `account` for `accountName`, `programme`, and its `words`. */
export function defineMail<Data extends object>(
  name: string,
  {
    subject,
    title,
    titleLanguage,
    why,
    band,
    lead,
    code,
    first,
    main,
    calendar,
    words,
    rows,
    ...rest
  }: Definition<Data>,
): Template<Data> {
  return {
    ...rest,
    name,
    compose(data, plain) {
      // Texts name only its strings and numbers.
      const { accountName: account = '', ...others } = data as unknown as MailWords
      const named = { ...others, account, programme: plain.programmeName }
      const context = bind(plain, words ? { ...named, ...words(data, bind(plain, named)) } : named)
      const format = (text: Text<Data> | undefined, part: string) =>
        // The render test finds a missing text.
        typeof text === 'function' ? text(data, context) : context.t(text ?? (`${name}.${part}` as MailKey))
      return {
        subject: format(subject, 'subject'),
        title: format(title, 'title'),
        titleLanguage: titleLanguage?.(data),
        band: band?.(data, context) ?? null,
        lead: format(lead, 'text'),
        code: code?.(data) ?? '',
        first: toParts(first?.(data, context)),
        main: main?.(data, context) ?? null,
        parts: toParts(rows?.(data, context)),
        calendar: calendar?.(data) ?? null,
        why: format(why, 'why'),
      }
    },
  }
}

/** A mail about an account. Its subject is `[Programme] text (account)` (notices.md, What a message says). */
export function defineAccountMail<Data extends { accountName: string }>(
  name: string,
  definition: Definition<Data>,
): Template<Data> {
  const mail = defineMail(name, definition)
  return {
    ...mail,
    compose(data, context) {
      const model = mail.compose(data, context)
      const { programmeName: programme, t } = context
      const subject = t('subject', { programme, text: model.subject, account: data.accountName })
      return { ...model, subject }
    },
  }
}

function bind(context: MailContext, words: MailWords): MailContext {
  return { ...context, t: (key, values) => context.t(key, values ? { ...words, ...values } : words) }
}

function toParts(rows: (MailRow | MailRow[])[] = []): MailPart[] {
  return rows.flat().flatMap((row): MailPart[] => {
    if (!row) return []
    return [typeof row === 'string' ? { kind: 'paragraph', text: row } : row]
  })
}
