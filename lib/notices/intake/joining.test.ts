import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventFormats } from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { decideTrigger, isGathered, type OpenNotice, remindAfter, stormSpan, withTold } from './joining.ts'

const mailed: OpenNotice = { state: 'open', acknowledgedAt: null, lastMailAt: 0, silence: null }
const answered = { state: 'acknowledged', acknowledgedAt: 1 } as const

function decide(open: OpenNotice | null, given: Partial<Parameters<typeof decideTrigger>[0]> = {}) {
  return decideTrigger({ open, closedBefore: false, format: 'native', silence: null, at: minute, ...given })
}

describe('decideTrigger', () => {
  test.each(eventFormats)('opens a notice when none is open: %s', (format) => {
    expect(decide(null, { format })).toBe('open')
    expect(decide(null, { format, closedBefore: true })).toBe(format === 'alertmanager' ? 'ignore' : 'open')
  })

  test.each<[string, Partial<OpenNotice>, number, string]>([
    ['just mailed', {}, remindAfter - 1, 'join'],
    ['mailed 4 hours ago', {}, remindAfter, 'remind'],
    ['acknowledged', answered, remindAfter, 'join'],
    ['not mailed, from Sandbox', { silence: 'sandbox', lastMailAt: null }, remindAfter, 'join'],
    ['not mailed while paused, and live again', { silence: 'paused', lastMailAt: null }, minute, 'route'],
    ['unroutable', { state: 'unroutable', lastMailAt: null }, minute, 'route'],
    [
      'the same, but answered in the portal',
      { ...answered, silence: 'paused', lastMailAt: null },
      minute,
      'join',
    ],
  ])('joins the open notice: %s', (_, open, at, decision) => {
    expect(decide({ ...mailed, ...open }, { at })).toBe(decision)
  })

  test('sends no mail while paused', () => {
    expect(decide(mailed, { at: remindAfter, silence: 'paused' })).toBe('join')
    expect(decide({ ...mailed, silence: 'paused', lastMailAt: null }, { silence: 'paused' })).toBe('join')
  })
})

describe('a storm', () => {
  test('sends the first ten of five minutes singly, and again after five quiet minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 * minute }), { maxLength: 80 }), (gaps) => {
        let told: number[] = []
        let at = 1_000_000
        const all: number[] = []
        for (const gap of gaps) {
          at += gap
          const before = all.filter((one) => at - one < stormSpan).length
          expect(isGathered(told, 'technical', 'event', at)).toBe(before >= 10)
          told = withTold(told, at)
          all.push(at)
        }
      }),
    )
  })

  test('never gathers emergencies, tests and drills', () => {
    const told = Array.from({ length: 10 }, () => 0)
    expect(isGathered(told, 'technical', 'event', 1)).toBe(true)
    expect(isGathered(told, 'emergency', 'event', 1)).toBe(false)
    expect(isGathered(told, 'technical', 'test', 1)).toBe(false)
    expect(isGathered(told, 'technical', 'drill', 1)).toBe(false)
  })
})
