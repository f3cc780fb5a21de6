import type { Locale } from '#/db/words/people.ts'
import type { HoursStatus } from '#/lib/contacts/hours/hours-status.ts'
import { type MinuteSpan, minutesPerDay, toTime } from '#/lib/contacts/hours/week.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'

/**
 * Says until when support is open, or when it opens, by the clock of `zone`: "until 18:00", "opens Monday at 09:00". Empty
 * if a closed one never opens.
 */
export function formatHoursStatus(
  { open, changesAt }: HoursStatus,
  { zone, at, locale }: { zone: string; at: number; locale: Locale },
): string {
  const t = translatorFor(locale, 'brand')
  if (changesAt === null) return open ? t('always') : ''
  const change = Temporal.Instant.fromEpochMilliseconds(changesAt).toZonedDateTimeISO(zone)
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate()
  const days = today.until(change.toPlainDate()).days
  const time = formatTime(change, locale)
  const way = open ? 'closes' : 'opens'
  if (days === 0) return t(`${way}.today`, { time })
  if (days === 1) return time === '00:00' ? t(`${way}.midnight`) : t(`${way}.tomorrow`, { time })
  const day = formatDate(change.toPlainDate(), locale, days < 7 ? { weekday: 'long' } : dayAndMonth)
  return t(`${way}.day`, { day, time })
}

/** "18:00", or "02:30 (GMT+1)" with the offset when the clock goes back and shows the time twice. */
function formatTime(instant: Temporal.ZonedDateTime, locale: Locale): string {
  const time = toTime(instant.hour * 60 + instant.minute)
  const zone = instant.timeZoneId
  const shown = instant.toPlainDateTime()
  const [first, second] = (['earlier', 'later'] as const).map(
    (disambiguation) => shown.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
  )
  return first === second ? time : `${time} (${formatZoneOffset(zone, instant.epochMilliseconds, locale)})`
}

/** A day's hours, one text per span: "09:00–13:00" and "14:00–18:00", "all day", "closed". */
export function formatDaySpans(spans: readonly MinuteSpan[], locale: Locale): string[] {
  const t = translatorFor(locale, 'brand')
  if (spans.length === 0) return [t('closedAllDay')]
  return spans.map(({ from, to }) =>
    from === 0 && to === minutesPerDay ? t('allDay') : `${toTime(from)}–${toTime(to)}`,
  )
}

/** The offset of the zone's clocks from universal time: "GMT+5:45". */
export function formatZoneOffset(zone: string, at: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortOffset' })
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

export const dayAndMonth = { weekday: 'long', day: 'numeric', month: 'long' } as const
export const shortDay = { weekday: 'short', day: 'numeric', month: 'short' } as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** A date as the language writes it. Formats are cached: they are slow to create, and a page has many dates. */
export function formatDate(
  date: Temporal.PlainDate,
  locale: Locale,
  options: Intl.DateTimeFormatOptions,
): string {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(dateTag(locale), { ...options, timeZone: 'UTC' })
  formats.set(key, format)
  return format.format(date.toZonedDateTime('UTC').epochMilliseconds)
}
