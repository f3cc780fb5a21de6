import { expect, test } from 'vitest'
import { sortByUrgency, type Urgent } from './urgency.ts'

const at = 1_000
const plain: Urgent = {
  category: 'production-alert',
  severity: 'error',
  dueAt: null,
  occurredAt: 500,
  firstSeenAt: 500,
}

test.each<[string, Partial<Urgent>, Partial<Urgent>]>([
  ['an emergency before an overdue notice', { category: 'emergency', severity: 'info' }, { dueAt: 900 }],
  ['an overdue notice before a critical one', { dueAt: at, severity: 'info' }, { severity: 'critical' }],
  ['a notice due later by its severity alone', { severity: 'error' }, { severity: 'warning', dueAt: at + 1 }],
  ['critical before error', { severity: 'critical' }, { severity: 'error' }],
  ['error before warning', { severity: 'error' }, { severity: 'warning' }],
  ['warning before info', { severity: 'warning' }, { severity: 'info' }],
  ['the older of two alike', { occurredAt: 499 }, { occurredAt: 500 }],
  ['the one seen first where no time is given', { occurredAt: null, firstSeenAt: 499 }, {}],
])('lists %s', (_title, first, second) => {
  const notices = [
    { ...plain, ...first },
    { ...plain, ...second },
  ]
  expect(sortByUrgency(notices, at)).toEqual(notices)
  expect(sortByUrgency(notices.toReversed(), at)).toEqual(notices)
})

test('keeps the order of equal notices', () => {
  const notices = ['a', 'b', 'c'].map((name) => ({ ...plain, name }))
  expect(sortByUrgency(notices, at)).toEqual(notices)
})
