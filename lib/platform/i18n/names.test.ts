import { expect, test } from 'vitest'
import { capitalise, lowerFirst } from './names.ts'

test('starts a line with a capital, and a part of a sentence without one', () => {
  expect(capitalise('ogni giorno', 'it')).toBe('Ogni giorno')
  expect(lowerFirst('Accettato dal server di posta', 'it')).toBe('accettato dal server di posta')
})
