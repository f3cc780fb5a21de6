import { expect, test } from 'vitest'
import { unreachableAccounts } from './list.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
const after = { place: 1764000000000, id }

test('round-trips the view and the start of the page in the same address as before', () => {
  const href = unreachableAccounts.href({ why: 'contacts' }, after)
  expect(href).toBe(`/admin/unreachable?why=contacts&after=unreachable-contacts%3A001764000000000.${id}`)
  const query = Object.fromEntries(new URL(href, 'https://desk.example').searchParams)
  expect(unreachableAccounts.read(query)).toEqual({ why: 'contacts' })
  expect(unreachableAccounts.after(query)).toEqual(after)
  expect(unreachableAccounts.href({}, { place: 1_001_764_000_000_000, id })).toBe(
    `/admin/unreachable?after=unreachable%3A1001764000000000.${id}`,
  )
  expect(unreachableAccounts.href({ why: null })).toBe('/admin/unreachable')
})

test.each([
  {},
  { why: 'because', after: 'word:levante.0198c0de-0000-7000-8000-000000000001' },
  { why: ['nobody', 'contacts'], after: ['a', 'b'] },
  { why: '', after: 'unreachable:1.nobody' },
])('reads %j as the first page of the whole list', (query) => {
  expect(unreachableAccounts.read(query)).toEqual({ why: null })
  expect(unreachableAccounts.after(query)).toBeNull()
})

test('starts at the top if the cursor belongs to the list of another reason', () => {
  const { searchParams } = new URL(
    unreachableAccounts.href({ why: 'contacts' }, after),
    'https://desk.example',
  )
  const query = { why: 'nobody', after: searchParams.get('after') ?? '' }
  expect(unreachableAccounts.after(query)).toBeNull()
})
