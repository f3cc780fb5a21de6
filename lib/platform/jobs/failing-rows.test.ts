import { expect, test } from 'vitest'
import { rememberFailing } from './failing-rows.ts'

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
const idsOf = (some: { id: string }[]) => some.map(({ id }) => id).join('')

test('those that failed come after the others, and where they were once they work', () => {
  const failing = rememberFailing()
  expect(idsOf(failing.choose(rows, 2))).toBe('ab')
  failing.failed('a')
  failing.failed('b')
  expect(failing.count).toBe(2)
  expect(idsOf(failing.choose(rows, 2))).toBe('cd')
  expect(idsOf(failing.choose(rows, 9))).toBe('cdab')
  failing.worked('a')
  expect(idsOf(failing.choose(rows, 9))).toBe('acdb')
})

test('so many are remembered, those that failed last', () => {
  const failing = rememberFailing(2)
  for (const id of ['a', 'b', 'a', 'c']) failing.failed(id)
  expect(failing.count).toBe(2)
  expect(idsOf(failing.choose(rows, 9))).toBe('bdac')
})
