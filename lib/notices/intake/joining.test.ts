import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventFormats } from '#/db/words/notices.ts'
import { minute } from '#/lib/platform/values/clock.ts'
import { addToRate, decideTrigger, isGathered, type OpenNotice, remindAfter } from './joining.ts'

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

const ofMachine = { category: 'technical', kind: 'event', origin: 'source' } as const

describe('a storm', () => {
  test.each([
    ['technical', 5],
    ['emergency', 10],
  ] as const)(
    'of %s sends the first ten of %i minutes singly, and again after as many quiet ones',
    (category, minutes) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: 4 * minute }), { maxLength: 80 }), (gaps) => {
          let told: number[] = []
          let at = 1_000_000
          const all: number[] = []
          for (const gap of gaps) {
            at += gap
            const before = all.filter((one) => at - one < minutes * minute).length
            expect(isGathered(told, { ...ofMachine, category }, at)).toBe(before >= 10)
            told = addToRate(told, at)
            all.push(at)
          }
        }),
      )
    },
  )

  test('does not batch tests, drills or emergencies that no machine reports', () => {
    const told = Array.from({ length: 10 }, () => 0)
    const emergency = { ...ofMachine, category: 'emergency' } as const
    for (const gathered of [ofMachine, emergency, { ...ofMachine, origin: 'staff' as const }])
      expect(isGathered(told, gathered, 1)).toBe(true)
    for (const origin of ['staff', 'system'] as const)
      expect(isGathered(told, { ...emergency, origin }, 1)).toBe(false)
    for (const kind of ['test', 'drill'] as const)
      expect(isGathered(told, { ...ofMachine, kind }, 1)).toBe(false)
  })
})
