import { expect, test } from 'vitest'
import { capitalise, lowerFirst } from './names.ts'

test('starts a line with a capital, and a part of a sentence without one', () => {
  expect(capitalise('ogni giorno', 'it')).toBe('Ogni giorno')
  expect(lowerFirst('Accettata dal server di posta', 'it')).toBe('accettata dal server di posta')
})
