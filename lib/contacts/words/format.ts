import {
  type BrandSupport,
  type ContactAddress,
  nameEndpoint,
  type SupportWindow,
  type Weekday,
} from '#/db/words/accounts.ts'
import { isErased, type Locale } from '#/db/words/people.ts'
import type { FieldChange } from '#/lib/contacts/form/compare.ts'
import type { Gap } from '#/lib/contacts/hours/coverage.ts'
import { listTransitions } from '#/lib/contacts/hours/hours.ts'
import { minutesPerWeek, spansOfWeek } from '#/lib/contacts/hours/week.ts'
import { groupByZone } from '#/lib/contacts/hours/windows.ts'
import { dateTag } from '#/lib/platform/i18n/languages.ts'
import { translatorFor } from '#/lib/platform/i18n/messages.ts'
import { capitalise, languageName, weekdayName } from '#/lib/platform/i18n/names.ts'
import { nameZone } from '#/lib/platform/i18n/zone-names.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'

/** Formats contact information in a language: hours, their gaps, addresses, and changes. */
export function contactFormatter(locale: Locale) {
  const t = translatorFor(locale, 'hours')
  const contacts = translatorFor(locale, 'contacts')
  const beginLine = (text: string) => capitalise(text, locale)
  const nameDay = (day: Weekday, length: 'short' | 'long' = 'long') => weekdayName(day, locale, length)

  /** Days of the week, short: "Mon–Fri", "Mon, Wed", "every day". */
  function formatDays(days: readonly Weekday[]): string {
    if (days.length === 7) return t('everyDay')
    const runs: Weekday[][] = []
    for (const day of days.toSorted()) {
      const run = runs.at(-1)
      if (run?.at(-1) === day - 1) run?.push(day)
      else runs.push([day])
    }
    return runs
      .flatMap((run) => {
        const names = run.map((day) => nameDay(day, 'short'))
        return run.length < 3 ? names : [`${names[0]}–${names.at(-1)}`]
      })
      .join(', ')
  }

  function formatTimes({ opens, closes }: SupportWindow): string {
    if (opens === '00:00' && closes === '24:00') return t('wholeDay')
    return t(closes <= opens ? 'pastMidnight' : 'times', { opens, closes })
  }

  /**
   * Support hours, a line for each time zone: "Mon–Fri 09:00–18:00; Sat 09:00–13:00, Rome time". If one zone's
   * windows fill the week there is one line, "Always", since it then holds in every known zone.
   */
  function formatHours(windows: readonly SupportWindow[]): string[] {
    const zones = groupByZone(windows)
    if (zones.some(([zone, own]) => isWholeWeek(own) && isKnownZone(zone))) return [t('always')]
    return zones.map(([zone, own]) => {
      const sameDays = [...Map.groupBy(own, ({ days }) => days.join()).values()]
      const turns = sameDays.map((same) =>
        t('window', { days: formatDays(same[0]?.days ?? []), times: same.map(formatTimes).join(', ') }),
      )
      return beginLine(t('line', { windows: turns.join('; '), zone: nameZone(zone, locale) }))
    })
  }

  /**
   * The gaps of a week, equal ones of several days together: "Mon–Thu 18:00 to 09:00 the next day", "Friday 18:00 to
   * Monday 09:00".
   */
  function formatGaps(gaps: readonly Gap[]): string[] {
    const [only] = gaps
    if (only && gaps.length === 1 && only.days === 6 && isWholeDays(only)) return [t('gap.never')]
    const alike = Map.groupBy(gaps, (gap) => `${gap.days} ${gap.fromTime} ${gap.toTime}`)
    return [...alike.values()].flatMap((same) =>
      same.some((gap) => endsOn(gap) === 'later') || same.length === 1
        ? same.map((gap) => beginLine(formatGap(gap)))
        : [beginLine(formatRepeated(same))],
    )
  }

  function formatGap(gap: Gap): string {
    const { fromTime, toTime, days } = gap
    const fromDay = nameDay(gap.fromDay)
    const toDay = nameDay(gap.toDay)
    if (isWholeDays(gap))
      return days === 0 ? t('gap.wholeDay', { days: fromDay }) : t('gap.wholeDays', { fromDay, toDay })
    if (endsOn(gap) === 'same day') return t('gap.sameDay', { days: fromDay, fromTime, toTime })
    if (days === 0) return t('gap.putBack', { day: fromDay, fromTime, toTime })
    return t(days < 7 ? 'gap.span' : 'gap.nextWeek', { fromDay, fromTime, toDay, toTime })
  }

  function formatRepeated(gaps: readonly Gap[]): string {
    const [gap] = gaps
    if (!gap) return ''
    const days = formatDays(gaps.map(({ fromDay }) => fromDay))
    if (isWholeDays(gap)) return t('gap.wholeDay', { days })
    const { fromTime, toTime } = gap
    return t(endsOn(gap) === 'same day' ? 'gap.sameDay' : 'gap.overnight', { days, fromTime, toTime })
  }

  /** The changes of clocks in the week, in the reader's zone and those of the windows; none in most weeks. */
  function formatClockChanges(
    windows: readonly SupportWindow[],
    reader: { zone: string; weekStart: Temporal.PlainDate },
  ): string[] {
    const from = reader.weekStart.toZonedDateTime(reader.zone)
    const to = from.add({ days: 7 })
    const zones = [...new Set([reader.zone, ...windows.map(({ zone }) => zone)])].filter(isKnownZone)
    const changes = zones.flatMap((zone) =>
      listTransitions(zone, from.epochMilliseconds - 1, to.epochMilliseconds).map((at) => {
        const format = new Intl.DateTimeFormat(dateTag(locale), {
          weekday: 'long',
          day: 'numeric',
          month: 'long',
          timeZone: zone,
        })
        return { date: format.format(at), zone }
      }),
    )
    return [...Map.groupBy(changes, ({ date }) => date)].map(([date, same]) =>
      t('clocks', { date, zones: same.map(({ zone }) => nameZone(zone, locale)).join(', ') }),
    )
  }

  /** An address in one line, with its details: "oncall@a.example (On-call pager, mail in English)". */
  function formatContact(contact: ContactAddress | BrandSupport): string {
    const language = contact.locale && languageName(contact.locale, locale)
    const beside = [
      contact.label,
      language && contacts('details.language', { language }),
      'phone' in contact && contact.phone,
      'helpUrl' in contact && contact.helpUrl,
    ].filter(Boolean)
    return beside.length > 0 ? `${contact.address} (${beside.join(', ')})` : contact.address
  }

  /** The changes of a field, a sentence for each entry. `names`: names of people, by id. */
  function formatChange(change: FieldChange, names: Record<string, string>): string[] {
    return [
      ...formatOwn(change, names),
      ...formatEntries(change.endpoints, (entry) => {
        const language = entry.locale && languageName(entry.locale, locale)
        return [nameEndpoint(entry), language].filter(Boolean).join(', ')
      }),
    ]
  }

  function formatOwn(change: FieldChange, names: Record<string, string>): string[] {
    switch (change.field) {
      case 'alerts':
        return formatEntries(
          change,
          (userId) => namePerson(names[userId] ?? '') || contacts('history.somebody'),
        )
      case 'support-hours':
        return formatEntries(change, (window) => formatHours([window])[0] ?? '')
      default:
        return formatEntries(change, formatContact)
    }
  }

  function formatEntries<Entry>(
    change: { added: Entry[]; removed: Entry[]; altered: { before: Entry; after: Entry }[] },
    format: (entry: Entry) => string,
  ): string[] {
    return [
      ...change.removed.map((entry) => contacts('history.removed', { entry: format(entry) })),
      ...change.altered.map(({ before, after }) =>
        contacts('history.altered', { before: format(before), after: format(after) }),
      ),
      ...change.added.map((entry) => contacts('history.added', { entry: format(entry) })),
    ]
  }

  function namePerson(name: string): string {
    return isErased(name) ? translatorFor(locale, 'personal')('erasedPerson') : name
  }

  return { formatHours, formatGaps, formatClockChanges, formatContact, formatChange }
}

function isWholeWeek(windows: readonly SupportWindow[]): boolean {
  const [span, ...others] = spansOfWeek(windows)
  return others.length === 0 && span?.from === 0 && span.to === minutesPerWeek
}

const isWholeDays = ({ fromTime, toTime }: Gap): boolean => fromTime === '00:00' && toTime === '24:00'

function endsOn(gap: Gap): 'same day' | 'next day' | 'later' {
  if (gap.days === 0 && gap.fromTime < gap.toTime) return 'same day'
  return gap.days === 1 && !isWholeDays(gap) ? 'next day' : 'later'
}
