import type { SupportWindow, Weekday } from '#/db/words/contacts.ts'
import type { Locale } from '#/db/words/locale.ts'
import { translatorFor } from '#/lib/platform/i18n/translator.ts'
import { isKnownZone } from '#/lib/platform/values/zones.ts'
import { minutesPerWeek, spansOfWeek } from './week.ts'
import { groupByZone } from './windows.ts'

/**
 * Support hours in words, a line for each time zone: "Mon–Fri 09:00–18:00; Sat 09:00–13:00, Europe/Rome". Where one
 * zone's windows fill the week there is one line, "Always", since it then holds in every zone that is known.
 */
export function sayHours(windows: readonly SupportWindow[], locale: Locale): string[] {
  const t = translatorFor(locale, 'hours')
  const zones = groupByZone(windows)
  if (zones.some(([zone, own]) => isWholeWeek(own) && isKnownZone(zone))) return [t('always')]
  return zones.map(([zone, own]) => {
    const sameDays = [...Map.groupBy(own, ({ days }) => days.join()).values()]
    const said = sameDays.map((turns) => {
      const days = sayDays(turns[0]?.days ?? [], locale)
      return t('window', { days, times: turns.map((turn) => sayTimes(turn, locale)).join(', ') })
    })
    return capitalise(t('line', { windows: said.join('; '), zone }), locale)
  })
}

/** One window in words, its zone included: "Mon–Fri 09:00–18:00, Europe/Rome". */
export function sayWindow(window: SupportWindow, locale: Locale): string {
  return sayHours([window], locale)[0] ?? ''
}

/** Days of the week, short: "Mon–Fri", "Mon, Wed", "every day". */
export function sayDays(days: readonly Weekday[], locale: Locale): string {
  if (days.length === 7) return translatorFor(locale, 'hours')('everyDay')
  const runs: Weekday[][] = []
  for (const day of days.toSorted()) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run?.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) => {
      const names = run.map((day) => weekdayName(day, locale, 'short'))
      return run.length < 3 ? names : [`${names[0]}–${names.at(-1)}`]
    })
    .join(', ')
}

const weekdayNames = new Map<string, string>()

/** A weekday's name as the language writes it within a sentence. */
export function weekdayName(day: Weekday, locale: Locale, length: 'short' | 'long'): string {
  const key = `${locale} ${length} ${day}`
  const known = weekdayNames.get(key)
  if (known !== undefined) return known
  // Making a format takes longer than all the rest of a sentence, and a week has many.
  const format = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' })
  const name = format.format(Date.UTC(2024, 0, day))
  weekdayNames.set(key, name)
  return name
}

/** With a capital, to begin a line. */
export function capitalise(text: string, locale: Locale): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

function isWholeWeek(windows: readonly SupportWindow[]): boolean {
  const [span, ...others] = spansOfWeek(windows)
  return others.length === 0 && span?.from === 0 && span.to === minutesPerWeek
}

function sayTimes({ opens, closes }: SupportWindow, locale: Locale): string {
  const t = translatorFor(locale, 'hours')
  if (opens === '00:00' && closes === '24:00') return t('wholeDay')
  return t(closes <= opens ? 'pastMidnight' : 'times', { opens, closes })
}
