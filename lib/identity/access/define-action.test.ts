import { expect, test } from 'vitest'
import { processorTime } from '#/tests/processor-time.ts'
import { formOf, keepValues, mostEntries, toInput } from './define-action.ts'

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

function formWith(entries: number): FormData {
  const form = new FormData()
  for (let index = 0; index < entries; index++) form.append(`name-${index}`, 'x')
  return form
}

test('a form with more entries than any of ours has is none: who sends it must not hold up everybody', () => {
  const most = formWith(mostEntries)
  expect(formOf(most)).toBe(most)
  expect([...formOf(formWith(mostEntries + 1))]).toEqual([])
})

test('to read a form takes as long as it has entries, not as that times itself', () => {
  const form = formWith(30_000)
  const spent = processorTime(() => {
    expect(Object.keys(toInput(form))).toHaveLength(30_000)
    expect(Object.keys(keepValues(form))).toHaveLength(30_000)
  })
  // On a quiet machine a twentieth of this; when each name was looked for among all it took most of a minute.
  expect(spent).toBeLessThan(5000)
})

test('no name of an entry becomes what every object inherits', () => {
  const form = new FormData()
  for (const name of ['__proto__', '__proto__', 'constructor']) form.append(name, 'x')
  for (const read of [toInput(form), keepValues(form)]) {
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor'])
  }
})
