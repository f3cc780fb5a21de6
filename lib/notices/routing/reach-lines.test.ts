import { describe, expect, test } from 'vitest'
import { stepStateOf, toReachLines } from './reach-lines.ts'
import type { Recipient } from './routing.ts'

const address = (local: string, label = '') => ({ address: `${local}@x.example`, label, locale: null })
const people = {
  contacts: {
    alerts: ['anna'],
    'technical-emergency': [address('oncall', 'On-call pager')],
    technical: [address('oncall', 'The team'), address('anna')],
    'merchant-issues': [],
    operations: [],
    'brand-support': null,
    'support-hours': [],
  },
  members: [{ name: 'Anna Rossi', email: 'anna@x.example' }],
  confirmed: new Set(['anna@x.example']),
}
const recipient = (local: string, purpose: Recipient['purpose'], bouncing = false): Recipient => ({
  address: `${local}@x.example`,
  addressKey: `${local}@x.example`,
  locale: 'it',
  timeZone: null,
  purpose,
  purposes: [purpose],
  step: 0,
  bouncing,
})

describe('an address', () => {
  test('has its field’s label or the member’s name', () => {
    const oncall = (['technical-emergency', 'technical'] as const).map((field) => recipient('oncall', field))
    const anna = (['technical', 'alerts', 'owners'] as const).map((field) => recipient('anna', field))
    const labels = toReachLines([...oncall, ...anna], people).map(({ label }) => label)
    expect(labels).toEqual(['On-call pager', 'The team', '', 'Anna Rossi', 'Anna Rossi'])
  })

  test('is confirmed, unconfirmed, or bouncing', () => {
    const [oncall, anna] = [recipient('oncall', 'technical'), recipient('anna', 'technical')]
    const lines = toReachLines([oncall, anna, { ...anna, bouncing: true }], people)
    expect(lines.map(({ status }) => status)).toEqual(['unconfirmed', 'confirmed', 'bouncing'])
    const strangers = toReachLines([recipient('olga', 'owners')], { ...people, contacts: null, members: [] })
    expect(strangers).toMatchObject([{ label: '', status: 'unconfirmed' }])
  })
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
  const recipients = Array.from({ length: count }, () => recipient('oncall', 'technical', true))
  expect(stepStateOf({ step, purpose: 'technical', recipients }, taken)).toBe(fate)
})
