import type { SupportWindow } from '#/db/words/contacts.ts'
import { dateLanguages, type Locale } from '#/db/words/locale.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import type { Gap } from './coverage.ts'
import { listTransitions } from './hours.ts'
import { capitalise, sayDays, weekdayName } from './hours-words.ts'

/**
 * The gaps of a week in words, those that are the same on several days together: "Mon–Thu 18:00 to 09:00 the next day",
 * "Friday 18:00 to Monday 09:00".
 */
export function sayGaps(gaps: readonly Gap[], locale: Locale): string[] {
  const t = translatorFor(locale, 'hours')
  const [only] = gaps
  if (only && gaps.length === 1 && only.days === 6 && isWholeDays(only)) return [t('gap.never')]
  const alike = Map.groupBy(gaps, (gap) => `${gap.days} ${gap.fromTime} ${gap.toTime}`)
  return [...alike.values()].flatMap((same) =>
    same.some((gap) => endsOn(gap) === 'later') || same.length === 1
      ? same.map((gap) => capitalise(sayGap(gap, locale), locale))
      : [capitalise(sayRepeated(same, locale), locale)],
  )
}

/** The changes of the clocks in the week, in the reader's zone and in those of the windows; none in most weeks. */
export function sayClockChanges(
  windows: readonly SupportWindow[],
  reader: { zone: string; weekStart: Temporal.PlainDate },
  locale: Locale,
): string[] {
  const t = translatorFor(locale, 'hours')
  const from = reader.weekStart.toZonedDateTime(reader.zone)
  const to = from.add({ days: 7 })
  const zones = [...new Set([reader.zone, ...windows.map(({ zone }) => zone)])].filter(isKnownZone)
  const changes = zones.flatMap((zone) =>
    listTransitions(zone, from.epochMilliseconds - 1, to.epochMilliseconds).map((at) => {
      const format = new Intl.DateTimeFormat(dateLanguages[locale], {
        weekday: 'long',
        day: 'numeric',
        month: 'long',
        timeZone: zone,
      })
      return { date: format.format(at), zone }
    }),
  )
  return [...Map.groupBy(changes, ({ date }) => date)].map(([date, same]) =>
    t('clocks', { date, zones: same.map(({ zone }) => zone).join(', ') }),
  )
}

function isWholeDays({ fromTime, toTime }: Gap): boolean {
  return fromTime === '00:00' && toTime === '24:00'
}

function endsOn(gap: Gap): 'same day' | 'next day' | 'later' {
  if (gap.days === 0 && gap.fromTime < gap.toTime) return 'same day'
  return gap.days === 1 && !isWholeDays(gap) ? 'next day' : 'later'
}

function sayRepeated(gaps: readonly Gap[], locale: Locale): string {
  const t = translatorFor(locale, 'hours')
  const [gap] = gaps
  if (!gap) return ''
  const days = sayDays(
    gaps.map(({ fromDay }) => fromDay),
    locale,
  )
  if (isWholeDays(gap)) return t('gap.wholeDay', { days })
  const times = { fromTime: gap.fromTime, toTime: gap.toTime }
  return t(endsOn(gap) === 'same day' ? 'gap.sameDay' : 'gap.overnight', { days, ...times })
}

function sayGap(gap: Gap, locale: Locale): string {
  const t = translatorFor(locale, 'hours')
  const { fromTime, toTime, days } = gap
  const fromDay = weekdayName(gap.fromDay, locale, 'long')
  const toDay = weekdayName(gap.toDay, locale, 'long')
  if (isWholeDays(gap))
    return days === 0 ? t('gap.wholeDay', { days: fromDay }) : t('gap.wholeDays', { fromDay, toDay })
  if (endsOn(gap) === 'same day') return t('gap.sameDay', { days: fromDay, fromTime, toTime })
  if (days === 0) return t('gap.putBack', { day: fromDay, fromTime, toTime })
  return t(days < 7 ? 'gap.span' : 'gap.nextWeek', { fromDay, fromTime, toDay, toTime })
}
