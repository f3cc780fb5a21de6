import type { translatorFor } from '#/i18n/translator.ts'
import type { Locale } from '#/lib/locale.ts'
import type { MailLane } from '#/lib/mail/schema.ts'

/** One piece of a mail, in reading order. Texts are plain: the layout escapes them. */
export type MailPart =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote'; text: string }
  | { kind: 'action'; text: string; href: string }

/** What a template makes; `why` says why this address receives it. */
export type MailModel = { subject: string; title: string; parts: MailPart[]; why: string }

export type MailContext = {
  locale: Locale
  programmeName: string
  /** Without a trailing slash. */
  appUrl: string
  t: ReturnType<typeof translatorFor<'mail'>>
}

export type Template<Data> = {
  lane: MailLane
  /** It carries a code or a link that is a key: its data is emptied once it is settled. */
  secret: boolean
  /** Milliseconds after which it is not worth sending any more, where that is sooner than 72 hours. */
  lifetime?: number
  compose(data: Data, context: MailContext): MailModel
}

export function paragraph(text: string): MailPart {
  return { kind: 'paragraph', text }
}

export function code(text: string): MailPart {
  return { kind: 'code', text }
}

export function list(items: string[]): MailPart {
  return { kind: 'list', items }
}

export function action(text: string, href: string): MailPart {
  return { kind: 'action', text, href }
}

/** What a person wrote; nothing where they wrote nothing. */
export function quote(text: string): MailPart[] {
  return text.trim() ? [{ kind: 'quote', text }] : []
}
