import { expect, test } from 'vitest'
import { readUnreachableView, unreachableHref } from './view.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
const after = { place: 1764000000000, id }

test('an address says the view, and the view the address', () => {
  const href = unreachableHref('contacts', after)
  const query = Object.fromEntries(new URL(href, 'https://desk.example').searchParams)
  expect(readUnreachableView(query)).toEqual({ reason: 'contacts', after })
  expect(href).toBe(`/admin/unreachable?why=contacts&after=unreachable-contacts%3A001764000000000.${id}`)
  expect(unreachableHref(null, { place: 1_001_764_000_000_000, id })).toBe(
    `/admin/unreachable?after=unreachable%3A1001764000000000.${id}`,
  )
  expect(unreachableHref(null)).toBe('/admin/unreachable')
  expect(readUnreachableView({})).toEqual({ reason: null, after: null })
})

test.each([
  { why: 'because', after: 'word:levante.0198c0de-0000-7000-8000-000000000001' },
  { why: ['nobody', 'contacts'], after: ['a', 'b'] },
  { why: '', after: 'unreachable:1.nobody' },
])('nonsense counts for nothing: %j', (query) => {
  expect(readUnreachableView(query)).toEqual({ reason: null, after: null })
})

test('a place in the list of one reason is none in the list of another', () => {
  const { searchParams } = new URL(unreachableHref('contacts', after), 'https://desk.example')
  expect(readUnreachableView({ why: 'nobody', after: searchParams.get('after') ?? '' })).toEqual({
    reason: 'nobody',
    after: null,
  })
})
