import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import {
  isFiltered,
  readStaffCursor,
  readStaffView,
  type StaffView,
  staffStates,
  staffViewHref,
} from './staff-filter.ts'

const plain: StaffView = { state: 'current', category: null, environment: null, kind: 'event', account: '' }
const queryOf = (href: string) => Object.fromEntries(new URL(href, 'https://desk.example').searchParams)

const anyView: fc.Arbitrary<StaffView> = fc.record({
  state: fc.constantFrom(...staffStates),
  category: fc.constantFrom(null, ...noticeCategories),
  environment: fc.constantFrom(null, ...environments),
  kind: fc.constantFrom(null, ...noticeKinds),
  account: fc
    .string({ maxLength: 50, unit: 'grapheme' })
    .map((text) => text.replaceAll('\0', '').toWellFormed().trim()),
})
const anyCursor = fc.record({
  part: fc.constantFrom('overdue' as const, 'rest' as const),
  at: fc.nat({ max: 9_999_999_999_999 }),
  id: fc.uuid(),
})

describe('the address of a view of the notices', () => {
  test('says what it shows, and where a page starts', () => {
    fc.assert(
      fc.property(anyView, fc.option(anyCursor), (view, after) => {
        const query = queryOf(staffViewHref(view, after))
        expect(readStaffView(query)).toEqual(view)
        expect(readStaffCursor(query.after)).toEqual(after)
      }),
    )
  })

  test('is short where nothing is asked for', () => {
    expect(staffViewHref(plain)).toBe('/admin/notices')
    expect(staffViewHref({ state: 'unroutable' })).toBe('/admin/notices?state=unroutable')
    expect(staffViewHref({ account: 'clinica-aurora' })).toBe('/admin/notices?account=clinica-aurora')
  })

  test.each([
    [{}, plain],
    [{ state: 'gone', category: 'x', environment: ['sandbox'], kind: '', account: ['a', 'b'] }, plain],
    [{ account: 'a\u0000\ud800' }, { ...plain, account: 'a\ufffd\ufffd' }],
    [{ kind: 'all' }, { ...plain, kind: null }],
    [{ account: ` ${'a'.repeat(300)}` }, { ...plain, account: 'a'.repeat(200) }],
  ])('%j counts as far as it is known', (query, view) => {
    expect(readStaffView(query)).toEqual(view)
  })

  test.each([
    '',
    'rest',
    'rest.1.x',
    'rest.-1.019a0000-0000-7000-8000-000000000000',
    undefined,
    ['rest.1.a'],
  ])('starts at the top where it says %j', (after) => {
    expect(readStaffCursor(after)).toBeNull()
  })

  test('a tab alone is no filter', () => {
    expect(isFiltered({ ...plain, state: 'closed' })).toBe(false)
    expect(isFiltered({ ...plain, kind: null })).toBe(true)
    expect(isFiltered({ ...plain, account: 'x' })).toBe(true)
  })
})
