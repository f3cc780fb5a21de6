import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { environments } from '#/db/words/accounts.ts'
import { noticeCategories, noticeKinds } from '#/db/words/notices.ts'
import {
  failingDeliveries,
  mostUrgentFirst,
  newestFirst,
  type PartnerView,
  partnerNotices,
  reachSearch,
  type StaffNoticesView,
  staffNotices,
  staffStates,
  type UrgencyCursor,
  urgencyParts,
} from './lists.ts'

const none = { category: null, environment: null, account: '', search: '' }
const plain: StaffNoticesView = { state: 'current', kind: 'event', sort: mostUrgentFirst, ...none }
const id = '01990000-0000-7000-8000-000000000001'
const queryOf = (href: string) => Object.fromEntries(new URL(href, 'https://desk.example').searchParams)

const anyText = fc
  .string({ maxLength: 50, unit: 'grapheme' })
  .map((text) => text.replaceAll('\0', '').toWellFormed().trim())
const anyView: fc.Arbitrary<StaffNoticesView> = fc.record({
  state: fc.constantFrom(...staffStates),
  search: anyText,
  sort: fc.constant(mostUrgentFirst),
  category: fc.constantFrom(null, ...noticeCategories),
  environment: fc.constantFrom(null, ...environments),
  kind: fc.constantFrom(null, ...noticeKinds),
  account: anyText,
})
const anyCursor = fc.record({
  part: fc.constantFrom(...urgencyParts),
  at: fc.nat({ max: 9_999_999_999_999 }),
  id: fc.uuid(),
})

describe('the URL of the staff list of notices', () => {
  test('round-trips the view and the start of the page', () => {
    fc.assert(
      fc.property(anyView, fc.option(anyCursor), (view, after) => {
        const query = queryOf(staffNotices.href(view, after))
        expect(staffNotices.read(query)).toEqual(view)
        expect(staffNotices.after(query)).toEqual(after)
      }),
    )
  })

  test('round-trips each sort order with its cursor', () => {
    const byAccount = { ...plain, sort: { by: 'account', descending: true } } as const
    const place = { key: 'clinica aurora', id }
    const href = staffNotices.href(byAccount, place)
    expect(href).toBe(`/admin/notices?sort=-account&after=${id}.clinica+aurora`)
    expect(staffNotices.read(queryOf(href))).toEqual(byAccount)
    expect(staffNotices.after(queryOf(href))).toEqual(place)
    expect(staffNotices.after({ sort: 'due', after: `${id}.clinica` })).toBeNull()
  })

  test('sorts closed notices by time only', () => {
    expect(staffNotices.read({ state: 'closed', sort: 'account' }).sort).toEqual(mostUrgentFirst)
    expect(staffNotices.read({ state: 'closed', sort: '-since' }).sort).toEqual(newestFirst)
  })

  test.each([
    [{}, plain],
    [{ state: 'gone', category: 'x', environment: ['sandbox'], kind: '', account: ['a', 'b'] }, plain],
    [{ account: 'a\u0000\ud800' }, { ...plain, account: 'a\ufffd\ufffd' }],
    [{ kind: 'all' }, { ...plain, kind: null }],
    [{ account: ` ${'a'.repeat(300)}` }, { ...plain, account: 'a'.repeat(200) }],
  ])('ignores what it does not know in %j', (query, view) => expect(staffNotices.read(query)).toEqual(view))

  const cursors = ['', 'rest', 'rest.1.x', `rest.-1.${id}`, `overdue.1.${id}`, undefined, ['rest.1.a']]
  test.each(cursors)('starts at the top for %j', (after) => expect(staffNotices.after({ after })).toBeNull())

  test('does not treat a tab as a filter', () => {
    expect(staffNotices.isFiltered({ ...plain, state: 'closed' })).toBe(false)
    expect(staffNotices.isFiltered({ ...plain, kind: null })).toBe(true)
    expect(staffNotices.isFiltered({ ...plain, account: 'x' })).toBe(true)
  })
})

test('keeps staff URLs stable, so that saved links work', () => {
  const chosen = { kind: 'all', environment: 'sandbox', category: 'emergency' }
  const asked = { ...chosen, account: 'a b', state: 'closed' }
  const after = { part: 'rest', at: 1_764_000_000_000, id } as const
  expect(staffNotices.href(staffNotices.read(asked), after)).toBe(
    `/admin/notices?state=closed&account=a+b&category=emergency&environment=sandbox&kind=all&after=rest.1764000000000.${id}`,
  )
  expect(staffNotices.href({ account: 'aurora', kind: null })).toBe('/admin/notices?account=aurora&kind=all')
  expect(staffNotices.href(plain)).toBe('/admin/notices')
})

const noView: PartnerView = { state: null, category: null, kind: null, search: '', sort: mostUrgentFirst }

test.each<[Partial<PartnerView>, UrgencyCursor | null, string]>([
  [{}, null, ''],
  [{ state: 'closed', category: 'emergency' }, null, '?state=closed&category=emergency'],
  [{ search: 'feed', sort: { by: 'due', descending: false } }, null, '?q=feed&sort=due'],
  [
    { kind: 'exercise' },
    { part: 'rest', at: 1_750_000_000_000, id },
    `?kind=exercise&after=rest.1750000000000.${id}`,
  ],
])('round-trips the partner view %j after %j as %s', (chosen, cursor, text) => {
  expect(partnerNotices.href(chosen, cursor)).toBe(text)
  const query = Object.fromEntries(new URLSearchParams(text))
  expect(partnerNotices.read(query)).toEqual({ ...noView, ...chosen })
  expect(partnerNotices.after(query)).toEqual(cursor)
})

test.each([
  { state: 'current', category: 'nothing', kind: 'drill', after: 'x' },
  { state: ['open', 'closed'], after: '12.not-an-id' },
  { after: `99999999999999999999.${id}` },
])('reads %j as the unfiltered partner list', (query) => {
  expect(partnerNotices.read(query)).toEqual(noView)
  expect(partnerNotices.after(query)).toBeNull()
})

test('keeps URLs of failing deliveries and of reach stable', () => {
  expect(failingDeliveries.href({ status: 'all' })).toBe('/admin/notices/deliveries')
  expect(failingDeliveries.href({ status: 'bounces' }, { at: 1_764_000_000_000, id })).toBe(
    `/admin/notices/deliveries?status=bounces&after=1764000000000.${id}`,
  )
  const path = '/accounts/aurora/notices/reach'
  const asked = { category: 'emergency', environment: 'sandbox' } as const
  expect(reachSearch.href(asked, null, path)).toBe(`${path}?category=emergency&environment=sandbox`)
  expect(reachSearch.href({ environment: 'production' }, null, path)).toBe(`${path}?environment=production`)
  expect(reachSearch.read({ environment: ['sandbox'] })).toEqual({ category: null, environment: null })
})
