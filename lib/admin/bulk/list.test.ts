import { expect, test } from 'vitest'
import { readSelection } from './list.ts'

const table = 'q=clinic&state=live'

test.each([
  ['nothing is selected', {}],
  ['the selection is no account', { only: 'No Such!' }],
  ['all is said otherwise', { all: 'true' }],
])('means no account while %s', (_, query) => {
  expect(readSelection({ view: table, ...query }).chosen).toBeNull()
})

test('contains the selected accounts, not those of the table', () => {
  expect(readSelection({ view: 'only=aurora,borea', only: ['borea', 'citta'] }).chosen).toEqual({
    only: ['borea', 'citta'],
  })
})

test('contains all matching accounts only when all are selected', () => {
  const { view, chosen } = readSelection({ view: table, all: 'yes', only: 'aurora' })
  expect(chosen).toBe(view)
  expect(view).toMatchObject({ search: 'clinic', state: 'live', only: [] })
})
