import fc from 'fast-check'
import type { SupportWindow } from '#/lib/contacts/schema.ts'
import { toMinutes, toTime } from '#/lib/contacts/week.ts'

/** Zones whose clocks change by an hour, by half an hour, at other times of the year, and never. */
export const walkedZones = [
  'Europe/Rome',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
] as const

/** Midnights UTC some days before a change of the clocks in one of the zones, and one ordinary week. */
export const walkedStarts = [
  '2026-03-05', // New York forward on 8 March
  '2026-03-26', // Rome forward on 29 March
  '2026-04-02', // Lord Howe back by half an hour on 5 April
  '2026-06-10',
  '2026-10-01', // Lord Howe forward on 4 October
  '2026-10-22', // Rome back on 25 October
  '2026-10-29', // New York back on 1 November
].map((date) => Date.parse(`${date}T00:00:00Z`))

const clocks = new Map<string, { day: number; minute: number; date: string }[]>()

/** What the zone's wall clock shows at each of the `minutes` from `start`, asked of Temporal minute by minute. */
export function wallClock(zone: string, start: number, minutes: number) {
  const key = `${zone} ${start} ${minutes}`
  const known = clocks.get(key)
  if (known) return known
  const shown = Array.from({ length: minutes }, (_, index) => {
    const local = Temporal.Instant.fromEpochMilliseconds(start + index * 60_000).toZonedDateTimeISO(zone)
    return {
      day: local.dayOfWeek,
      minute: local.hour * 60 + local.minute,
      date: local.toPlainDate().toString(),
    }
  })
  clocks.set(key, shown)
  return shown
}

/** The definition itself: is the minute inside the window that opened today, or in one that yesterday left open? */
export function isInside(window: SupportWindow, day: number, minute: number): boolean {
  const opens = toMinutes(window.opens)
  const closes = toMinutes(window.closes)
  const opensOn = (weekday: number) => window.days.some((open) => open === weekday)
  if (opens < closes) return opensOn(day) && opens <= minute && minute < closes
  return (opensOn(day) && opens <= minute) || (opensOn(day === 1 ? 7 : day - 1) && minute < closes)
}

/** Open or closed at each of the `minutes` from `start`. */
export function walkMinutes(windows: readonly SupportWindow[], start: number, minutes: number): boolean[] {
  const clocksOfWindows = windows.map((window) => ({ window, shown: wallClock(window.zone, start, minutes) }))
  return Array.from({ length: minutes }, (_, index) =>
    clocksOfWindows.some(({ window, shown }) => {
      const now = shown[index]
      return now !== undefined && isInside(window, now.day, now.minute)
    }),
  )
}

export function anyWindow(zones: readonly string[] = walkedZones): fc.Arbitrary<SupportWindow> {
  const time = (min: number, max: number) =>
    fc.oneof(
      // Around the hours at which clocks change, and at the edges of a day, is where mistakes live.
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
