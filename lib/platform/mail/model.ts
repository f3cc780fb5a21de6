import type { Locale } from '#/db/words/locale.ts'
import type { MailLane } from '#/db/words/mail.ts'
import type { translatorFor } from '#/lib/platform/i18n/translator.ts'

/** One piece of a mail, in reading order. Texts are plain: the layout escapes them. */
export type MailPart =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote'; text: string }
  | { kind: 'links'; links: MailLink[] }
  | { kind: 'action'; text: string; href: string; quiet: boolean }

/** `text` is empty where the address speaks for itself. */
export type MailLink = { href: string; text: string }

/** What a template makes; `why` says why this address receives it. */
export type MailModel = { subject: string; title: string; parts: MailPart[]; why: string }

export type MailContext = {
  locale: Locale
  programmeName: string
  /** Without a trailing slash. */
  appUrl: string
  /** Its row of the outbox, for links that name it; empty where it is only shown. */
  mailId: string
  /** In which times are told (IANA); null where none is known. */
  timeZone: string | null
  t: ReturnType<typeof translatorFor<'mail'>>
}

export type Template<Data> = {
  /** By which a row of the outbox names it. */
  name: string
  /** Ordinary unless given. */
  lane?: MailLane
  /** Its `code` or `link` is a key: the outbox keeps them encrypted, and empties its data once it is settled. */
  secret?: true
  /** Milliseconds after which it is not worth sending any more, where that is sooner than 72 hours. */
  lifetime?: number
  compose(data: Data, context: MailContext): MailModel
}

/** A template together with what it needs, as `fill` pairs them. */
export type FilledMail = { template: Template<never>; data: MailData }
export type MailData = Record<string, unknown>

export function fill<Data extends object>(template: Template<Data>, data: Data): FilledMail {
  return { template, data: data as MailData }
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

/** Says what the next parts are. */
export function heading(text: string): MailPart {
  return { kind: 'heading', text }
}

/** Where to read on; nothing where there is nowhere. */
export function links(given: MailLink[]): MailPart[] {
  return given.length > 0 ? [{ kind: 'links', links: given }] : []
}

/** The one thing to do. */
export function action(text: string, href: string): MailPart {
  return { kind: 'action', text, href, quiet: false }
}

/** What can be done besides. */
export function quietAction(text: string, href: string): MailPart {
  return { kind: 'action', text, href, quiet: true }
}

/** What a person wrote; nothing where they wrote nothing. */
export function quote(text: string): MailPart[] {
  return text.trim() ? [{ kind: 'quote', text }] : []
}
