import { expect, test } from 'vitest'
import { formOf, toInput } from './actions.ts'

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

test.each([undefined, null, '', 0, {}, [], () => undefined, { get: () => 'x' }])(
  'an action that was called with %j instead of a form has an empty one',
  (given) => {
    expect([...formOf(given)]).toEqual([])
  },
)

test('an action that was called with a form has that one', () => {
  const form = new FormData()
  expect(formOf(form)).toBe(form)
})
