import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minute } from '#/lib/platform/values/clock.ts'
import { nextMessage, nextRepeat, repeatGap, type Telling } from './repeats.ts'

const route = { repeatMinutes: 10, repeatMost: 6 }

/** A message `at` minutes after the first; without a step a copy. */
const told = (at: number, step: number | null = 0): Telling => ({ at: at * minute, step, isRepeat: false })
const again = (at: number): Telling => ({ at: at * minute, step: 0, isRepeat: true })

/** The minute of the next repeat. */
const next = (had: Telling[], now = 0, given = route) => {
  const found = nextRepeat(had, given, now * minute)
  return found && found.at / minute
}

describe('the next repeat', () => {
  const rows: [string, Telling[], number | null][] = [
    ['counts from the first message', [told(0)], 10],
    ['counts from when its step was notified', [told(30, 1)], 40],
    ['stays on the beat when a repeat is late', [told(0), again(12)], 20],
    ['leaves out one that another message took the place of', [told(0), told(26)], 40],
    ['leaves out those that nobody sent in time', [told(0), again(41)], 50],
    ['is none for a copy', [told(0, null)], null],
    ['follows a copy once a step has it', [told(0, null), told(30, 1)], 40],
    ['is none after the most', [told(0), ...[10, 20, 30, 40, 50, 60].map(again)], null],
    [
      'goes on for a step that was notified later',
      [told(0), again(10), again(20), told(30, 1), ...[40, 50, 60, 70].map(again)],
      80,
    ],
    [
      'counts what a message for another step repeated too',
      [told(0), told(0, 1), ...[10, 20].map(again)],
      30,
    ],
  ]
  test.each(rows)('%s', (_, had, at) => {
    expect(next(had, 100)).toBe(at)
  })

  test('is none on a route without repeats', () => {
    expect(next([told(0)], 0, { ...route, repeatMinutes: 0 })).toBeNull()
  })

  test('is due if the clock was set back since, and then on the beat of the new time', () => {
    const had = [told(300), again(310)]
    expect(next(had, 0)).toBe(0)
    expect(next([...had, again(0)], 0)).toBe(10)
    expect(nextRepeat([...had, again(0)], route, 0)).toMatchObject({ left: 4 })
  })

  test('waits for a digest that still gathers', () => {
    expect(next([told(0.5)], 0)).toBe(10.5)
  })
})

describe('the next message', () => {
  const at = (had: Telling[][], now: number, expected: number | null = null) => {
    const found = nextMessage(had, route, {
      now: now * minute,
      expected: expected === null ? null : expected * minute,
    })
    return found && found / minute
  }

  test('is the first of what repeats, or now if it is late', () => {
    expect(at([[told(0)], [told(3)]], 5)).toBe(10)
    expect(at([[told(0)], [told(3)]], 14)).toBe(14)
  })

  test('waits 5 minutes after another message to the same recipient', () => {
    expect(at([[told(0)], [told(8)]], 10)).toBe(13)
    expect(at([[told(0)], [told(5)]], 10)).toBe(10)
  })

  test('waits for an escalation that is about to notify them', () => {
    expect(at([[told(0)]], 10, 14)).toBe(19)
    expect(at([[told(0)]], 10, 15)).toBe(10)
    expect(at([[told(0)]], 10, 3)).toBe(15)
  })

  test('is none if nothing repeats', () => {
    expect(at([[told(0, null)], []], 10)).toBeNull()
  })
})

test('an unanswered step repeats at most so many times, never within 5 minutes, whatever else is sent', () => {
  const settings = fc.record({
    repeatMinutes: fc.integer({ min: 5, max: 60 }),
    repeatMost: fc.integer({ min: 1, max: 20 }),
  })
  const others = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 600 }), step: fc.integer({ min: 0, max: 2 }) }),
  )
  const delays = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1 })
  fc.assert(
    fc.property(settings, others, delays, (given, some, late) => {
      const had = [told(0)]
      const rest = some.map(({ at, step }) => told(at, step)).sort((one, other) => one.at - other.at)
      let now = 0
      for (let turn = 0; turn < 300; turn++) {
        const due = nextMessage([had], given, { now, expected: null })
        const other = rest[0]
        if (other && (due === null || other.at <= due)) {
          had.push(other)
          rest.shift()
          now = Math.max(now, other.at)
        } else if (due === null) break
        else if (due > now) now = due + (late[turn % late.length] ?? 0) * 1000
        else had.push({ at: now, step: 0, isRepeat: true })
      }
      expect(nextMessage([had], given, { now, expected: null })).toBeNull()
      const firsts = new Map<number | null, number>()
      for (const { step, at, isRepeat } of had.toReversed()) if (!isRepeat) firsts.set(step, at)
      const repeats = had.filter(({ isRepeat }) => isRepeat)
      for (const first of firsts.values())
        expect(repeats.filter(({ at }) => at >= first).length).toBeGreaterThanOrEqual(given.repeatMost)
      expect(repeats.length).toBeLessThanOrEqual(given.repeatMost * firsts.size)
      for (const { at } of repeats) {
        const before = had.filter((one) => one.at < at).map((one) => one.at)
        expect(at - Math.max(...before)).toBeGreaterThanOrEqual(repeatGap)
      }
    }),
  )
})
