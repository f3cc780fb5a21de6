import { expect, test } from 'vitest'
import { listChanges, listIds } from './changes.ts'

test.each<[string, unknown, unknown, [string, unknown, unknown][]]>([
  ['one value', { role: 'owner', a: 1 }, { role: 'viewer', a: 1 }, [['role', 'owner', 'viewer']]],
  ['added values', null, { role: 'owner' }, [['role', undefined, 'owner']]],
  ['removed values', { role: 'owner' }, null, [['role', 'owner', undefined]]],
  ['no change between missing values', null, null, []],
  ['no change between null and missing', { a: null }, {}, []],
  ['a nested value', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, [['a.c', 2, 3]]],
  ['a list as a whole', { to: ['a', 'b'] }, { to: ['b'] }, [['to', ['a', 'b'], ['b']]]],
  ['no change of the order of parts', { to: [{ a: 1, b: 2 }] }, { to: [{ b: 2, a: 1 }] }, []],
  ['a plain value', 3, 4, [['', 3, 4]]],
  ['an object that replaces a text', { a: 'x' }, { a: { b: 1 } }, [['a', 'x', { b: 1 }]]],
])('lists %s', (_, before, after, changes) => {
  expect(
    listChanges(before, after).map(({ path, ...was }) => [path.join('.'), was.before, was.after]),
  ).toEqual(changes)
})

test('finds every id once', () => {
  const [one, two] = ['0198d7a0-0000-7000-8000-000000000001', '0198d7a0-0000-7000-8000-000000000002']
  expect(listIds({ alerts: [one, two] }, { to: { by: one }, text: `see ${two}` }, null)).toEqual([one, two])
})
