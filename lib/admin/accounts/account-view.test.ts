import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AccountCursor,
  type AccountSort,
  accountSorts,
  parseAccountCursor,
} from '#/lib/accounts/search/account-sort.ts'
import { anyFilters } from '#/tests/account-filters.ts'
import { accountColumns, defaultColumns, isAsSent, parseView, viewHref } from './account-view.ts'

const types = ['local-services', 'things-to-do']

/** The parts of an address, as a page gets them. */
function queryOf(href: string) {
  const query: Record<string, string | string[]> = {}
  const { searchParams } = new URL(href, 'http://localhost')
  for (const key of searchParams.keys()) {
    const values = searchParams.getAll(key)
    query[key] = values.length > 1 ? values : String(values[0])
  }
  return query
}

const read = (href: string) => parseView(queryOf(href), types)

const anySort: fc.Arbitrary<AccountSort> = fc.record({
  by: fc.constantFrom(...accountSorts),
  descending: fc.boolean(),
})
const anySlug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/)
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replaceAll('\0', '.'))

/** A cursor that a list in this order gives. */
function anyCursor({ by }: AccountSort): fc.Arbitrary<AccountCursor> {
  const text = fc.record({
    key: anyText,
    absent: fc.constant(by === 'due' || by === 'review'),
    slug: anySlug,
  })
  if (by === 'name' || by === 'slug') return text
  const instant = fc.record({
    key: fc.integer({ min: 0, max: 4e12 }),
    absent: fc.constant(false),
    slug: anySlug,
  })
  return by === 'due' || by === 'review' ? fc.oneof(instant, text) : instant
}

const anyView = anySort.chain((sort) =>
  fc.record({
    filters: fc
      .tuple(anyFilters, fc.constantFrom(undefined, ...types))
      .map(([{ type: _, ...others }, type]) => ({
        ...others,
        ...(type && { type }),
      })),
    sort: fc.constant(sort),
    columns: fc.subarray([...accountColumns], { minLength: 1 }),
    page: fc.option(fc.tuple(fc.constantFrom('after' as const, 'before' as const), anyCursor(sort))),
  }),
)

test('an address that a view wrote gives the same view back', () => {
  fc.assert(
    fc.property(anyView, ({ page, ...rest }) => {
      const view = { ...rest, after: null, before: null, ...(page && { [page[0]]: page[1] }) }
      expect(read(viewHref(view))).toEqual(view)
    }),
  )
})

describe('what an address says that is unknown counts for nothing', () => {
  test('of any address at all', () => {
    const keys = fc.constantFrom('q', 'type', 'state', 'sort', 'columns', 'after', 'before', 'locked', 'x')
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string()), fc.constant(undefined))
    fc.assert(
      fc.property(fc.dictionary(keys, values), (query) => {
        const view = parseView(query, types)
        expect(read(viewHref(view))).toEqual(view)
        expect(isAsSent(queryOf(viewHref(view)))).toBe(false)
      }),
    )
  })

  test.each([
    ['/?type=no-such&sort=-no-such&columns=no-such', '/admin/accounts'],
    ['/?sort=name&after=aurora', '/admin/accounts'],
    ['/?sort=due&after=aurora.x', '/admin/accounts?sort=due'],
    [
      '/?sort=-created&after=aurora.1764&columns=owners,state',
      '/admin/accounts?sort=-created&columns=state,owners&after=aurora.1764',
    ],
    [`/?columns=${defaultColumns.join('&columns=')}`, '/admin/accounts'],
    ['/?before=a1.x&after=a2.y', '/admin/accounts?before=a1.x'],
  ])('%s is %s', (asked, meant) => {
    expect(viewHref(read(asked))).toBe(meant)
  })

  test.each(['/?q=&state=live&sort=name', '/?state=live&columns=state&columns=owners'])(
    '%s is as the form sends it',
    (asked) => {
      expect(isAsSent(queryOf(asked))).toBe(true)
    },
  )

  test('a cursor of another order leads to the first page', () => {
    expect(parseAccountCursor({ by: 'created', descending: false }, 'aurora.clinica aurora')).toBeNull()
    // Every account was made and changed at some instant.
    expect(parseAccountCursor({ by: 'created', descending: false }, 'aurora..clinica aurora')).toBeNull()
    expect(parseAccountCursor({ by: 'changed', descending: true }, 'aurora..clinica aurora')).toBeNull()
  })
})
