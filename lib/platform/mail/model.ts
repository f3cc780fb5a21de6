import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { EndpointLane, MailLane } from '#/db/words/mail.ts'
import type { Locale } from '#/db/words/people.ts'
import type { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { toLine, toLines } from '#/lib/platform/values/characters.ts'

/** One piece of a mail, in reading order. Texts are plain: the layout escapes them. */
export type MailPart =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'quote'; text: string; language?: Locale | undefined }
  | { kind: 'links'; links: MailLink[] }
  | { kind: 'action'; text: string; href: string }

/** `text` is empty if the address explains itself. */
export type MailLink = { href: string; text: string }

export type BandTone = 'emergency' | 'drill' | 'test' | 'alert' | 'resolved' | 'notice'

/**
 * What a mail about a notice is, in a band above it: `word` names it, for `account` (empty if of none). `deadline` says by
 * when somebody has to answer, and what happens otherwise; empty if nobody has to.
 */
export type MailBand = { tone: BandTone; word: string; account: string; deadline: string }

/**
 * The result of a template, in reading order. `band` is null in mails about no notice; `lead` says what happened in one
 * sentence; `code` is empty and `main` null in a mail without one; `first` is what somebody has to read before the button;
 * `why` says why this address receives the mail.
 */
export type MailModel = {
  subject: string
  band: MailBand | null
  title: string
  /** The title's language, if that is not the mail's. */
  titleLanguage?: Locale | undefined
  lead: string
  code: string
  first: MailPart[]
  /** The button. */
  main: MailLink | null
  parts: MailPart[]
  /** The event in the attached calendar file. */
  calendar: CalendarEntry | null
  why: string
}

export type MailContext = {
  locale: Locale
  programmeName: string
  /** Without a trailing slash. */
  appUrl: string
  /** Its row of the outbox, for links that name it; empty in a preview. */
  mailId: string
  /** Zone (IANA) of the mail's times; null if unknown. */
  timeZone: string | null
  t: MailTexts
}

export type MailKey = Parameters<ReturnType<typeof translatorFor<'mail'>>>[0]
/** Values of placeholders. */
export type MailWords = Record<string, string | number>
type MailTexts = (key: MailKey, values?: MailWords) => string

export type Template<Data> = {
  /** Its name in rows of the outbox. */
  name: string
  /** Default: ordinary. */
  lane?: MailLane | EndpointLane
  /** Its `code` or `link` is a secret: the outbox keeps them encrypted, and empties its data once it is settled. */
  secret?: true
  /** Milliseconds after which sending it makes no sense, if less than 72 hours. */
  lifetime?: number
  compose(data: Data, context: MailContext): MailModel
}

/** A template with its data, as `fill` pairs them. */
export type FilledMail = { template: Template<never>; data: MailData }
export type MailData = Record<string, unknown>

export function fill<Data extends object>(template: Template<Data>, data: Data): FilledMail {
  return { template, data: data as MailData }
}

export function list(items: string[]): MailPart {
  return { kind: 'list', items }
}

/** A heading of the next parts. */
export function heading(text: string): MailPart {
  return { kind: 'heading', text }
}

/** Links to read more; nothing for an empty list. */
export function links(given: MailLink[]): MailPart[] {
  return given.length > 0 ? [{ kind: 'links', links: given }] : []
}

/** A secondary action, among the facts. */
export function action(text: string, href: string): MailPart {
  return { kind: 'action', text, href }
}

/** A person's text, and its language if that is not the mail's; nothing if it is empty. */
export function quote(text: string, language?: Locale): MailPart[] {
  return text.trim() ? [{ kind: 'quote', text, ...(language && { language }) }] : []
}

/** An event for people's calendars. Times in milliseconds UTC. */
export type CalendarEntry = {
  /** The same in every copy, so that a calendar keeps one. */
  id: string
  /** Rises when the event changes, so that a calendar replaces what it has. */
  sequence: number
  writtenAt: number
  startsAt: number
  endsAt: number
  /** The zone (IANA) in which the times were written. */
  zone: string
  summary: string
  /** May have several lines. */
  description: string
  url: string
}

type Organizer = { name: string; address: string }

/** The type of the file in a mail and on a page. */
export const calendarType = 'text/calendar; charset=utf-8; method=PUBLISH'
export const calendarFile = 'calendar.ics'

/**
 * The iCalendar file of an event that somebody published (RFC 5545; RFC 5546, 3.2.1): nobody is invited, and nobody's
 * time counts as busy. Its times are UTC, so that it needs no rules of zones.
 */
export function writeCalendar(entry: CalendarEntry, organizer: Organizer): string {
  const { id, sequence, writtenAt, startsAt, endsAt, url } = entry
  const calendar = ical({
    prodId: '//Recapito//Recapito//EN',
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
  })
  calendar.createEvent({
    id: `${id}@${organizer.address.split('@').at(-1)}`,
    sequence,
    stamp: new Date(writtenAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: toLine(entry.summary),
    description: toLines(entry.description).join('\n'),
    url,
    // Some calendars show an encoded quotation mark (RFC 6868) as it is.
    organizer: { name: toLine(organizer.name).replaceAll('"', "'"), email: organizer.address },
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
  })
  return `${calendar.toString()}\r\n`
}
