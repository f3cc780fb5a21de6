import { expect, test } from 'vitest'
import { processorTime } from '#/tests/processor-time.ts'
import { collectValues, formOf, maxEntries, toInput } from './define-action.ts'

test('reads a form by name, a repeated name as a list, without NUL', () => {
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
  'an action called with %j instead of a form gets an empty form',
  (given) => expect([...formOf(given)]).toEqual([]),
)

test('an action called with a form gets that form', () => {
  const form = new FormData()
  expect(formOf(form)).toBe(form)
})

function formWith(entries: number): FormData {
  const form = new FormData()
  for (let index = 0; index < entries; index++) form.append(`name-${index}`, 'x')
  return form
}

test('ignores a form with more entries than any of ours', () => {
  const most = formWith(maxEntries)
  expect(formOf(most)).toBe(most)
  expect([...formOf(formWith(maxEntries + 1))]).toEqual([])
})

test('reads a form in time proportional to its entries', () => {
  const form = formWith(30_000)
  const spent = processorTime(() => {
    expect(Object.keys(toInput(form))).toHaveLength(30_000)
    expect(Object.keys(collectValues(form))).toHaveLength(30_000)
  })
  // A quiet machine takes a twentieth of this; searching all entries for each name took most of a minute.
  expect(spent).toBeLessThan(5000)
})

test("no entry's name changes an inherited property", () => {
  const form = new FormData()
  for (const name of ['__proto__', '__proto__', 'constructor']) form.append(name, 'x')
  for (const read of [toInput(form), collectValues(form)]) {
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect(Object.keys(read)).toEqual(['__proto__', 'constructor'])
  }
})
