import { expect, test } from 'vitest'
import { forecast } from './forecast.ts'
import { listStepStates, toReachLines } from './reach-lines.ts'
import type { Recipient, RoutePlan } from './routing.ts'

const recipient = (local: string, bouncing = false): Recipient => ({
  ...{ key: `${local}@x.example`, kind: 'mail', shown: `${local}@x.example`, label: 'The team' },
  ...{ locale: 'it', timeZone: null, member: null, serves: ['technical'] },
  ...{ purpose: 'technical', purposes: ['technical'], step: 0, bouncing },
})

test('an address is confirmed, unconfirmed, or bouncing', () => {
  const [oncall, anna] = [recipient('oncall'), recipient('anna')]
  const lines = toReachLines([oncall, anna, recipient('anna', true)], new Set([anna.key]))
  expect(lines.map(({ status }) => status)).toEqual(['unconfirmed', 'confirmed', 'bouncing'])
  const { key, kind, shown, label, locale } = oncall
  expect(lines[0]).toEqual({ key, kind, shown, label, locale, status: 'unconfirmed' })
})

/** A plan with these steps: `a` with an address, `b` with one that bounces, `-` with none. */
const planOf = (shape: string): RoutePlan => ({
  steps: [...shape].map((sign, step) => ({
    ...{ step, purpose: 'technical' },
    recipients: sign === '-' ? [] : [{ ...recipient(`step${step}`, sign === 'b'), step }],
  })),
  copies: [],
  silence: null,
})

const shapes = (length: number): string[] =>
  length === 0 ? [''] : shapes(length - 1).flatMap((shape) => ['a', 'b', '-'].map((sign) => shape + sign))

const statesOf = (shape: string, escalationMinutes: number | null) =>
  listStepStates(planOf(shape), escalationMinutes).map((one) =>
    one.state === 'later' ? one.minutes : one.state,
  )

test.each([
  ['aaa', ['taken', 'spare', 'spare'], ['taken', 30, 60]],
  ['aba', ['taken', 'bouncing', 'spare'], ['taken', 'bouncing', 30]],
  ['b-a', ['bouncing', 'missing', 'taken'], ['bouncing', 'missing', 'taken']],
  ['a-b', ['taken', 'missing', 'bouncing'], ['taken', 'missing', 'bouncing']],
  ['b-b', ['bouncing', 'missing', 'bouncing'], ['bouncing', 'missing', 'bouncing']],
])('of the steps %s, time alone leads an emergency on', (shape, unanswered, emergency) => {
  expect(statesOf(shape, null)).toEqual(unanswered)
  expect(statesOf(shape, 30)).toEqual(emergency)
})

test('the steps and the timeline name the same minutes', () => {
  for (const shape of shapes(4)) {
    const rows =
      forecast(planOf(shape), { escalationMinutes: 30, repeatMinutes: 0, repeatMost: 6 })?.rows ?? []
    const firsts = rows.flatMap(({ minutes, marks }) =>
      [...marks].flatMap(([step, mark]) => (mark === 'first' ? [[step, minutes || 'taken']] : [])),
    )
    const told = statesOf(shape, 30).flatMap((one, step) =>
      one === 'taken' || typeof one === 'number' ? [[step, one]] : [],
    )
    expect(told, shape).toEqual(firsts)
  }
})
