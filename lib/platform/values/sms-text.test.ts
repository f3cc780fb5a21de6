import { expect, test } from 'vitest'
import { countSegments, fitSms } from './sms-text.ts'

test.each([
  ['“Prenotazioni” non più possibili – è grave…', '"Prenotazioni" non più possibili - è grave...', 1],
  ['🚨 Emergency: Łódź', 'Emergency: Lodz', 1],
  ['Perché Ávila', 'Perché Avila', 1],
  ['x'.repeat(160), 'x'.repeat(160), 1],
  ['x'.repeat(161), 'x'.repeat(161), 2],
  ['€'.repeat(80), '€'.repeat(80), 1],
  ['€'.repeat(81), '€'.repeat(81), 2],
  ['x'.repeat(307), `${'x'.repeat(303)}...`, 2],
  ['Ж'.repeat(71), 'Ж'.repeat(71), 2],
  ['Ж'.repeat(202), `${'Ж'.repeat(198)}...`, 3],
])('%s becomes %s', (text, sent, segments) => {
  expect(fitSms(text, '')).toBe(sent)
  expect(countSegments(sent)).toBe(segments)
})
