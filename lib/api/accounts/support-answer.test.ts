import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SupportWindow } from '#/db/words/contacts.ts'
import { anyWindow, walkedStarts, walkMinutes } from '#/tests/minute-walk.ts'
import { answerBrandSupport, holdsUntil, supportAnswerSchema } from './support-answer.ts'

const hours: SupportWindow[] = [
  { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '18:00', zone: 'Europe/Rome' },
]
const support = { address: 'help@brand.example', phone: '', helpUrl: '' }
const at = (text: string) => Date.parse(text)

describe('the published support', () => {
  test('says when it is given, whether it is now, and until when that stays so', () => {
    const answer = answerBrandSupport(
      { support: { ...support, phone: '+39 055 1' }, hours },
      at('2026-10-23T18:00:00+02:00'),
    )
    expect(answer).toEqual({
      address: 'help@brand.example',
      phone: '+39 055 1',
      helpUrl: null,
      hours,
      openNow: false,
      nextChangeAt: '2026-10-26T08:00:00.000Z',
    })
  })

  test('holds until the next change, or for ever where none comes', () => {
    const answer = answerBrandSupport({ support, hours }, at('2026-10-23T18:00:00+02:00'))
    expect(holdsUntil(answer)).toBe(at('2026-10-26T08:00:00Z'))
    expect(holdsUntil(answerBrandSupport({ support, hours: [] }, 0))).toBe(Number.POSITIVE_INFINITY)
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'no address'])('gives no link of %j', (helpUrl) => {
    expect(answerBrandSupport({ support: { ...support, helpUrl }, hours }, 0).helpUrl).toBeNull()
  })

  test('without hours is never open', () => {
    const answer = answerBrandSupport({ support, hours: [] }, at('2026-10-23T12:00:00Z'))
    expect(answer).toMatchObject({ hours: [], openNow: false, nextChangeAt: null })
  })

  test('holds what a walk through every minute finds, across the changes of the clocks', () => {
    fc.assert(
      fc.property(
        fc.array(anyWindow(), { maxLength: 3 }),
        fc.constantFrom(...walkedStarts),
        fc.integer({ min: 0, max: 7 * 1440 - 1 }),
        (windows, start, minute) => {
          const walk = walkMinutes(windows, start, 9 * 1440)
          const answer = answerBrandSupport({ support, hours: windows }, start + minute * 60_000)
          expect(supportAnswerSchema.parse(answer)).toEqual(answer)
          expect(answer.openNow).toBe(walk[minute])
          const change = walk.findIndex((open, index) => index > minute && open !== walk[minute])
          if (change >= 0) expect(at(answer.nextChangeAt ?? '')).toBe(start + change * 60_000)
        },
      ),
      { numRuns: 30 },
    )
  })
})
