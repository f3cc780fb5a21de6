import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFilters } from '#/tests/account-filters.ts'
import {
  type AccountCursor,
  type AccountSort,
  accountColumns,
  accountFilters,
  accountSorts,
  accountTable,
  isAsSent,
  maxSelected,
  needsAction,
  parseAccountView,
} from './list.ts'

const types = [{ id: 'local-services' }, { id: 'things-to-do' }]

/** The query of an address, as a page gets it. */
function queryOf(href: string) {
  const query: Record<string, string | string[]> = {}
  const { searchParams } = new URL(href, 'http://localhost')
  for (const key of searchParams.keys()) {
    const values = searchParams.getAll(key)
    query[key] = values.length > 1 ? values : String(values[0])
  }
  return query
}

/** The address that the view of another address writes. */
function meant(asked: string): string {
  const query = queryOf(asked)
  const view = parseAccountView(query, types)
  const before = accountTable.before(query)
  return before ? accountTable.hrefBefore(view, before) : accountTable.href(view, accountTable.after(query))
}

const anySort: fc.Arbitrary<AccountSort> = fc.record({
  by: fc.constantFrom(...accountSorts),
  descending: fc.boolean(),
})
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/)
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replaceAll('\0', '.'))

/** A cursor that a list in this order gives. */
function anyCursor({ by }: AccountSort): fc.Arbitrary<AccountCursor> {
  const mayBeAbsent = by === 'urgent' || by === 'due' || by === 'review'
  const text = fc.record({ key: anyText, absent: fc.constant(mayBeAbsent), slug })
  if (by === 'name' || by === 'slug') return text
  const instant = fc.record({ key: fc.integer({ min: 0, max: 4e12 }), absent: fc.constant(false), slug })
  return mayBeAbsent ? fc.oneof(instant, text) : instant
}

const anyView = anySort.chain((sort) =>
  fc.record({
    filters: anyFilters,
    sort: fc.constant(sort),
    columns: fc.subarray([...accountColumns], { minLength: 1 }),
    place: anyCursor(sort),
  }),
)

test('reads the same view and place from an address that a view wrote', () => {
  fc.assert(
    fc.property(anyView, ({ filters, place, ...look }) => {
      const view = { ...filters, ...look }
      const query = queryOf(accountTable.href(view, place))
      expect(accountTable.read(query)).toMatchObject(view)
      expect(accountTable.after(query)).toEqual(place)
      expect(accountTable.before(queryOf(accountTable.hrefBefore(view, place)))).toEqual(place)
      expect(accountFilters.chosen(accountFilters.read(accountFilters.query(view)))).toEqual(filters)
    }),
  )
})

describe('the address of the table', () => {
  test('is parsed whatever it contains, without unknown parameters', () => {
    const keys = fc.constantFrom('q', 'type', 'state', 'sort', 'columns', 'after', 'before', 'locked', 'x')
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant(undefined))
    fc.assert(
      fc.property(fc.dictionary(keys, values), (query) => {
        const said = accountTable.href(accountTable.read(query), accountTable.after(query))
        expect(meant(said)).toBe(meant(meant(said)))
        expect(isAsSent(queryOf(said))).toBe(false)
      }),
    )
  })

  test.each([
    ['/?type=no-such&sort=-no-such&columns=no-such', '/admin/accounts'],
    ['/?q=a&q=b&state=live&state=paused&review=no&complete=maybe', '/admin/accounts'],
    [`/?q=++Aurora+&complete=no&bouncing=yes`, '/admin/accounts?q=Aurora&complete=no&bouncing=yes'],
    [`/?q=${'x'.repeat(300)}`, `/admin/accounts?q=${'x'.repeat(100)}`],
    [
      '/?locked=yes&reach=untried&missing=alerts&state=live&type=things-to-do&q=a,%00',
      '/admin/accounts?q=a,%EF%BF%BD&type=things-to-do&state=live&missing=alerts&reach=untried&locked=yes',
    ],
    ['/?sort=urgent&after=aurora', '/admin/accounts'],
    ['/?after=aurora.clinica', '/admin/accounts'],
    ['/?after=aurora..clinica', '/admin/accounts?after=aurora..clinica'],
    ['/?sort=name&after=aurora', '/admin/accounts?sort=name'],
    ['/?sort=due&after=aurora.x', '/admin/accounts?sort=due'],
    ['/?sort=-due&after=aurora..clinica', '/admin/accounts?sort=-due&after=aurora..clinica'],
    // Every account has an instant when it was made and changed.
    ['/?sort=created&after=aurora..clinica', '/admin/accounts?sort=created'],
    ['/?sort=changed&after=aurora.clinica', '/admin/accounts?sort=changed'],
    [
      '/?sort=-created&after=aurora.1764&columns=owners,state',
      '/admin/accounts?sort=-created&columns=state,owners&after=aurora.1764',
    ],
    ['/?columns=state&columns=contacts,reach&columns=addresses&columns=notices', '/admin/accounts'],
    ['/?before=a1..x&after=a2..y', '/admin/accounts?before=a1..x'],
  ])('%s means %s', (asked, said) => expect(meant(asked)).toBe(said))

  test.each(['/?q=&state=live&sort=name', '/?state=live&columns=state&columns=owners'])(
    'recognises %s as sent by the form',
    (asked) => expect(isAsSent(queryOf(asked))).toBe(true),
  )
})

test.each([
  ['/admin/accounts', false],
  ['/admin/accounts?state=live&q=aurora&columns=owners&sort=-created', false],
  ['/admin/accounts?complete=yes', false],
  ['/admin/accounts?complete=no', true],
  ['/admin/accounts?missing=alerts', true],
  ['/admin/accounts?sort=due', true],
  ['/admin/accounts?locked=yes', true],
  ['/admin/accounts?bouncing=yes', true],
  ['/admin/accounts?unreachable=yes', true],
  ['/admin/accounts?reach=unanswered', true],
  ['/admin/accounts?reach=reached', false],
])('%s offers actions in its rows: %s', (address, offers) => {
  expect(needsAction(parseAccountView(queryOf(address), types))).toBe(offers)
})

describe('selected accounts', () => {
  test('are read from a form and from a URL', () => {
    for (const asked of ['?only=molo&only=aurora&only=molo', '?only=molo,aurora', '?only=molo&only=aurora,'])
      expect(meant(asked)).toBe('/admin/accounts?only=molo,aurora')
  })

  test('override the other filters; order and columns stay', () => {
    expect(meant('?only=molo&q=aurora&complete=no&closed=yes&sort=-due&columns=state')).toBe(
      '/admin/accounts?only=molo&sort=-due&columns=state',
    )
    expect(accountFilters.query(accountFilters.read({ only: 'molo', q: 'aurora' }))).toEqual({ only: 'molo' })
  })

  test('must look like short names, at most a hundred', () => {
    expect(accountFilters.read({ only: "molo,'; drop,Aurora" }).only).toEqual(['molo'])
    const many = Array.from({ length: maxSelected + 1 }, (_, place) => `a-${place}`)
    expect(accountFilters.read({ only: many }).only).toHaveLength(maxSelected)
  })
})
