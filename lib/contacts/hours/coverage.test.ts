import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/accounts.ts'
import {
  anyWindow,
  oddWeeks,
  readWindows,
  walkedStarts,
  walkedZones,
  walkMinutes,
  wallClock,
} from '#/tests/minute-walk.ts'
import { coverage, coverHours, weekStartOf } from './coverage.ts'
import { toTime } from './week.ts'

const rome = 'Europe/Rome'

function look(windows: SupportWindow[], monday: string, zone = rome) {
  const { days, gaps } = coverage(windows, { zone, weekStart: Temporal.PlainDate.from(monday) })
  return {
    days,
    gaps: gaps.map(({ fromDay, fromTime, toDay, toTime }) => `${fromDay} ${fromTime} – ${toDay} ${toTime}`),
  }
}

describe('the picture of the week', () => {
  test('business hours and their gaps', () => {
    const { days, gaps } = look(readWindows('1-5 09:00–18:00'), '2026-06-08')
    const nineToSix = [{ from: 540, to: 1080 }]
    expect(days.map((day) => day.covered)).toEqual([...Array(5).fill(nineToSix), [], []])
    expect(gaps.slice(-2)).toEqual(['4 18:00 – 5 09:00', '5 18:00 – 1 09:00'])
  })

  test('one gap of a week without hours', () => {
    expect(look([], '2026-06-08').gaps).toEqual(['1 00:00 – 7 24:00'])
  })

  test('hours of the picture are open, closed or partly open', () => {
    const { days } = look(readWindows('1 09:30–11:00'), '2026-06-08')
    const hours = days[0] ? coverHours(days[0]) : []
    expect(hours.slice(8, 12)).toEqual(['closed', 'partly', 'open', 'closed'])
  })

  test.each([
    ['2026-03-23', rome],
    ['2026-04-20', 'Africa/Cairo'],
    ['2026-03-23', 'America/Nuuk'],
    ['2026-09-28', 'Australia/Lord_Howe'],
  ])('opens a skipped hour if its neighbours are open: week of %s in %s', (monday, zone) => {
    const { days } = look(readWindows('1-7 00:00–24:00'), monday, zone)
    expect(days.some(({ skipped }) => skipped.length > 0)).toBe(true)
    expect(new Set(days.flatMap(coverHours))).toEqual(new Set(['open']))
  })

  test('starts the week on the reader’s Monday', () => {
    const at = Date.parse('2026-06-07T20:00:00Z')
    expect(weekStartOf(at, rome).toString()).toBe('2026-06-01')
    expect(weekStartOf(at, 'Asia/Kathmandu').toString()).toBe('2026-06-08')
  })

  /** Compares the minutes of the reader's wall clock with the picture of the week from `start`. */
  function expectPicture(windows: SupportWindow[], start: number, zone: string) {
    const weekStart = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO('UTC').toPlainDate()
    const from = start - 1440 * 60_000
    const walk = walkMinutes(windows, from, 10 * 1440)
    const seen = new Map<number, boolean>()
    wallClock(zone, from, 10 * 1440).forEach(({ date, minute }, index) => {
      const key = date * 1440 + minute
      seen.set(key, walk[index] === true && seen.get(key) !== false)
    })
    for (const { date, covered, skipped } of coverage(windows, { zone, weekStart }).days) {
      const told = new Array<boolean | undefined>(1440).fill(false)
      for (const span of covered) told.fill(true, span.from, span.to)
      for (const span of skipped) told.fill(undefined, span.from, span.to)
      const first = Number(date.slice(8)) * 1440
      expect(told.findIndex((open, minute) => open !== seen.get(first + minute))).toBe(-1)
    }
  }

  const anyReader = fc.oneof(
    fc.record({
      zone: fc.constantFrom(...walkedZones),
      start: fc.constantFrom(...walkedStarts),
      windows: fc.array(anyWindow(), { maxLength: 3 }),
    }),
    // Weeks with unusual changes of clocks.
    fc.constantFrom(...oddWeeks).chain(({ zone, start }) =>
      fc.record({
        zone: fc.constantFrom(zone, 'UTC'),
        start: fc.constant(start),
        windows: fc.array(anyWindow([zone, 'UTC']), { maxLength: 3 }),
      }),
    ),
  )

  test('matches a minute-by-minute simulation, in the zone of any reader', () => {
    fc.assert(
      fc.property(anyReader, ({ windows, start, zone }) => expectPicture(windows, start, zone)),
      { numRuns: 160 },
    )
  })

  test('finds the simulation’s gaps, however far into the next week', () => {
    // Hours that never open have one gap; Samoa once had no Friday.
    const withGaps = anyReader.filter(({ windows, zone }) => windows.length > 0 && zone !== 'Pacific/Apia')
    fc.assert(
      fc.property(withGaps, ({ windows, start, zone }) => {
        const weekStart = weekStartOf(start, zone)
        const from = weekStart.toZonedDateTime(zone).epochMilliseconds
        const end = (weekStart.add({ days: 7 }).toZonedDateTime(zone).epochMilliseconds - from) / 60_000
        const walk = walkMinutes(windows, from, 15 * 1440)
        const clock = wallClock(zone, from, 15 * 1440)
        const closings = walk.flatMap((open, minute) =>
          !open && minute < end && (minute === 0 || walk[minute - 1]) ? [minute] : [],
        )
        const said = closings.map((minute) => {
          const opening = walk.indexOf(true, minute)
          const until = opening < 0 || opening > end + 7 * 1440 ? end : opening
          const to = clock[until]?.minute || 1440
          const day = clock[to === 1440 ? until - 1 : until]?.day
          return `${clock[minute]?.day} ${toTime(clock[minute]?.minute ?? 0)} – ${day} ${toTime(to)}`
        })
        const isSaidTwice =
          said.length > 1 &&
          !walk[0] &&
          !walk[end - 1] &&
          said[0]?.split(' – ')[1] === said.at(-1)?.split(' – ')[1]
        const told = look(windows, weekStart.toString(), zone).gaps
        expect(told).toEqual(isSaidTwice ? said.slice(1) : said)
      }),
      { numRuns: 100 },
    )
  })
})
