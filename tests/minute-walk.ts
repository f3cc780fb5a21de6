import fc from 'fast-check'
import type { SupportWindow } from '#/db/words/accounts.ts'
import { toMinutes, toTime, weekdays } from '#/lib/contacts/hours/week.ts'

/** `1-5 09:00–18:00; 6,7 09:00–13:00 UTC`: days, times, and a zone, else Rome's. */
export function readWindows(windows: string): SupportWindow[] {
  return windows.split('; ').flatMap((window) => {
    const [typed = '', times = '', zone = 'Europe/Rome'] = window.split(' ')
    const [opens = '', closes = ''] = times.split('–')
    const days = typed.split(',').flatMap((part) => {
      const [first = 0, last = first] = part.split('-').map(Number)
      return weekdays.filter((day) => first <= day && day <= last)
    })
    return days.length > 0 ? [{ days, opens, closes, zone }] : []
  })
}

/** Zones with clock changes of an hour, of half an hour, at other times of the year, and without any. */
export const walkedZones = [
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
] as const

/** Weeks with unusual clock changes. */
export const oddWeeks = (
  [
    ['Antarctica/Troll', '2026-03-26'], // two hours forward
    ['Antarctica/Troll', '2026-10-22'], // and back
    ['America/Nuuk', '2026-03-25'], // on a Saturday, over midnight
    ['America/Nuuk', '2026-10-21'], // back into Saturday
    ['Africa/Casablanca', '2026-02-12'], // back for Ramadan
    ['Africa/Casablanca', '2026-03-19'], // and forward after it
    ['Africa/Cairo', '2026-04-20'], // at midnight, so that a day begins at 01:00
    ['America/Santiago', '2026-09-02'], // the same on a Sunday
    ['Asia/Kolkata', '2026-06-10'], // half an hour beside the others
    ['Pacific/Apia', '2011-12-26'], // without a Friday
  ] as const
).map(([zone, date]) => ({ zone, start: Date.parse(`${date}T00:00:00Z`) }))

/** Midnights UTC some days before a clock change in one of the zones, and one ordinary week. */
export const walkedStarts = [
  '2026-03-05', // New York forward on 8 March
  '2026-03-26', // Rome forward on 29 March
  '2026-04-02', // Lord Howe back by half an hour on 5 April
  '2026-06-10',
  '2026-10-01', // Lord Howe forward on 4 October
  '2026-10-22', // Rome back on 25 October
  '2026-10-29', // New York back on 1 November
].map((date) => Date.parse(`${date}T00:00:00Z`))

type Shown = { day: number; minute: number; date: number }
const clocks = new Map<string, Shown[]>()

/**
 * The zone's wall clock at each of the `minutes` from `start`; `date` is the day of the month. It asks Intl every
 * quarter of an hour and counts in between: clocks change, and days begin, on a quarter everywhere.
 */
export function wallClock(zone: string, start: number, minutes: number): Shown[] {
  const key = `${zone} ${start} ${minutes}`
  const known = clocks.get(key)
  if (known) return known
  const shown = Array.from({ length: minutes / 15 }, (_, quarter) => {
    const local = Temporal.Instant.fromEpochMilliseconds(start + quarter * 900_000).toZonedDateTimeISO(zone)
    const { dayOfWeek: day, day: date } = local
    const minute = local.hour * 60 + local.minute
    return Array.from({ length: 15 }, (_, passed) => ({ day, date, minute: minute + passed }))
  }).flat()
  clocks.set(key, shown)
  return shown
}

/** The plain definition: the minute is inside today's window, or inside one that opened yesterday. */
function insideOf(window: SupportWindow): (shown: Shown) => boolean {
  const opens = toMinutes(window.opens)
  const closes = toMinutes(window.closes)
  const opensOn = [7, 1, 2, 3, 4, 5, 6, 7].map((weekday) => window.days.some((open) => open === weekday))
  if (opens < closes) return ({ day, minute }) => opensOn[day] === true && opens <= minute && minute < closes
  return ({ day, minute }) =>
    (opensOn[day] === true && opens <= minute) || (opensOn[day - 1] === true && minute < closes)
}

/** Open or closed at each of the `minutes` from `start`. */
export function walkMinutes(windows: readonly SupportWindow[], start: number, minutes: number): boolean[] {
  const open = new Array<boolean>(minutes).fill(false)
  for (const window of windows) {
    const isInside = insideOf(window)
    wallClock(window.zone, start, minutes).forEach((shown, index) => {
      if (isInside(shown)) open[index] = true
    })
  }
  return open
}

export function anyWindow(zones: readonly string[] = walkedZones): fc.Arbitrary<SupportWindow> {
  const time = (min: number, max: number) =>
    fc.oneof(
      // Mistakes are likely near clock changes and at the edges of a day.
      fc.constantFrom(0, 90, 105, 120, 135, 150, 180, 1380, 1440),
      fc.integer({ min, max }),
    )
  return fc
    .record({
      days: fc.uniqueArray(fc.constantFrom<1 | 2 | 3 | 4 | 5 | 6 | 7>(1, 2, 3, 4, 5, 6, 7), { minLength: 1 }),
      opens: time(0, 1439).filter((minutes) => minutes < 1440),
      closes: time(1, 1440).filter((minutes) => minutes > 0),
      zone: fc.constantFrom(...zones),
    })
    .filter(({ opens, closes }) => opens !== closes)
    .map(({ days, opens, closes, zone }) => ({
      days: days.toSorted(),
      opens: toTime(opens),
      closes: toTime(closes),
      zone,
    }))
}
