import { expect, test } from 'vitest'
import { toInput } from './actions.ts'

test('a form is read name by name, a repeated one as a list, without what no store can hold', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['$ACTION_ID', 'x'],
    ['account', 'clinica\0'],
    ['email', 'a@b.example'],
    ['email', 'c@\0'],
  ] as const)
    form.append(name, value)
  expect(toInput(form)).toEqual({ account: 'clinica\ufffd', email: ['a@b.example', 'c@\ufffd'] })
})
