import { expect, test } from 'vitest'
import { stepStateOf, toReachLines } from './reach-lines.ts'
import type { Recipient } from './routing.ts'

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

test.each([
  [0, 1, 0, 'missing'],
  [0, 1, 2, 'bouncing'],
  [1, 1, 2, 'taken'],
  [2, 1, 2, 'later'],
  [2, 1, 0, 'later'],
  [0, null, 0, 'missing'],
  [2, null, 1, 'bouncing'],
] as const)('step %s with step %s taken and %s addresses is %s', (step, taken, count, fate) => {
  const recipients = Array.from({ length: count }, () => recipient('oncall', true))
  expect(stepStateOf({ step, purpose: 'technical', recipients }, taken)).toBe(fate)
})
