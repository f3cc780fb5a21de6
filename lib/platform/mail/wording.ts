import type { FieldId } from '#/db/words/accounts.ts'
import type { Locale } from '#/db/words/people.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { cutAt } from '#/lib/platform/values/characters.ts'
import { firstKnownZone } from '#/lib/platform/values/zones.ts'
import { list, type MailContext, type MailPart } from './model.ts'

type Recipient = Pick<MailContext, 'locale' | 'timeZone'>

/** `Friday, 5 December 2025 at 14:30, Rome time`: in the recipient's zone (IANA), else UTC; names the zone. */
export function formatMoment(at: number, recipient: Recipient): string {
  return inZone(formatOf(recipient, 'moment').format(at), recipient)
}

/** The same from one time to another. */
export function formatSpan(
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
  recipient: Recipient,
): string {
  return inZone(formatOf(recipient, 'moment').formatRange(startsAt, endsAt), recipient)
}

/** `14:30, Rome time`: the time alone, of what is less than a day away. */
export function formatTime(at: number, recipient: Recipient): string {
  return inZone(formatOf(recipient, 'time').format(at), recipient)
}

/** Abbreviations such as CET are known to few, and English ones differ from Italian ones. */
function inZone(time: string, { locale, timeZone }: Recipient): string {
  const zone = firstKnownZone(timeZone)
  const name = nameZone(zone, locale)
  return name === zone ? `${time} ${zone}` : `${time}, ${name}`
}

const styles = {
  moment: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  },
  time: { hour: '2-digit', minute: '2-digit' },
} as const

function formatOf({ locale, timeZone }: Recipient, style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${style} ${locale} ${timeZone || 'UTC'}`
  const format = formats.get(key) ?? makeFormat(locale, style, firstKnownZone(timeZone))
  formats.set(key, format)
  return format
}

function makeFormat(locale: Locale, style: keyof typeof styles, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(dateTag(locale), { ...styles[style], timeZone })
}

/** Cached: a formatter costs more than the rest of a mail, and there are only as many as zones. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** `5 December 2025`, short enough for a subject. */
export function formatDay(at: number, { locale, timeZone }: Recipient): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: firstKnownZone(timeZone) } as const
  return new Intl.DateTimeFormat(dateTag(locale), day).format(at)
}

/** The name of a field of the contact information. */
export function nameField(
  field: FieldId,
  { locale, programmeName: programme }: Pick<MailContext, 'locale' | 'programmeName'>,
): string {
  return translatorFor(locale, 'fields')(`${field}.name`, { programme })
}

export function fieldList(fields: readonly FieldId[], context: MailContext): MailPart {
  return list(fields.map((field) => nameField(field, context)))
}

/** `g…@example.com`: enough for its owner to recognise, too little for others. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}…${address.slice(at)}`
}

const maxNameInSubject = 90

/** Short enough that the account's name still fits into a subject. */
export function shorten(text: string): string {
  return cutAt(text, maxNameInSubject).replace(/\s+…$/, '…')
}
