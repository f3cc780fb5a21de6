import { expect, test } from 'vitest'
import { nameForStrangers } from './person-name.ts'

test.each([
  ['Elena Marchetti', true],
  ['Dr. J. R. D’Amico-Öz', true],
  ['Ann, Inc.', true],
  ['', false],
  ['see win.example', false],
  ['t.co', false],
  ['https:\\\\evil', false],
  ['www.è.example', false],
  ['mail me@win', false],
  ['Desk 24', true],
  ['Blocked? Call +39 02 1234', false],
  ['Call ٠٢ ١٢٣٤', false],
])('shows strangers the name %j: %s', (name, isName) => {
  expect(nameForStrangers({ name, email: 'e@x.example' })).toBe(isName ? name : 'e@x.example')
})
