import { expect, test } from 'vitest'
import { fitSms } from './sms-text.ts'

test.each([
  ['“Prenotazioni” non più possibili – è grave…', '"Prenotazioni" non più possibili - è grave...'],
  ['🚨 Emergency: Łódź', 'Emergency: Lodz'],
  ['Perché Ávila', 'Perché Avila'],
  ['x'.repeat(306), 'x'.repeat(306)],
  ['x'.repeat(307), `${'x'.repeat(303)}...`],
  ['€'.repeat(153), '€'.repeat(153)],
  ['€'.repeat(154), `${'€'.repeat(151)}...`],
  ['Ж'.repeat(201), 'Ж'.repeat(201)],
  ['Ж'.repeat(202), `${'Ж'.repeat(198)}...`],
])('%s becomes %s', (text, sent) => {
  expect(fitSms(text, '')).toBe(sent)
})
