import { expect, test } from 'vitest'
import { findMembers } from './find-members.ts'

const members = [
  { userId: 'n', name: 'Niccolò Ferri', email: 'nf@levante.example' },
  { userId: 'e', name: 'Elena Greco', email: 'elena@levante.example' },
  { userId: 'x', name: '', email: 'ferri.x@ponente.example' },
]

test.each([
  ['', ['n', 'e', 'x']],
  ['  ', ['n', 'e', 'x']],
  ['niccolo', ['n']],
  ['FERRI', ['n', 'x']],
  ['ferri levante', ['n']],
  ['@ponente', ['x']],
  ['greco elena', ['e']],
  ['nobody', []],
])('%j finds members by name and address', (typed, found) => {
  expect([...findMembers(members, typed)]).toEqual(found)
})
