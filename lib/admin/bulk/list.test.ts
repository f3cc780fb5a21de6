import { expect, test } from 'vitest'
import { readSelection } from './list.ts'

const listed = 'aurora,borea'

test('of accounts that are listed one by one, the selected ones are meant, or all if none is', () => {
  expect(readSelection({ listed, only: 'aurora' }).only).toEqual(['aurora'])
  expect(readSelection({ listed, only: ['borea', 'aurora'] }).only).toEqual(['borea', 'aurora'])
  expect(readSelection({ listed }).only).toEqual(['aurora', 'borea'])
})

test('the filters are meant if no account is selected', () => {
  expect(readSelection({ q: 'clinic', locked: 'yes' })).toMatchObject({
    search: 'clinic',
    locked: true,
    only: [],
  })
  expect(readSelection({ q: 'clinic', only: 'aurora' })).toMatchObject({ search: '', only: ['aurora'] })
})
