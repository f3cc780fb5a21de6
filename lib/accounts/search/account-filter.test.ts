import fc from 'fast-check'
import { expect, test } from 'vitest'
import { integrationStates } from '#/db/words/accounts.ts'
import { fieldIds } from '#/db/words/contacts.ts'
import { anyFilters } from '#/tests/account-filters.ts'
import { parseFilters, reachabilities, toQuery } from './account-filter.ts'

test('an address that filters wrote gives the same filters back', () => {
  fc.assert(
    fc.property(anyFilters, (filters) => {
      const address = new URLSearchParams(toQuery(filters)).toString()
      expect(parseFilters(Object.fromEntries(new URLSearchParams(address)))).toEqual(filters)
    }),
  )
})

test('whatever an address says that is unknown counts for nothing', () => {
  const anything = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined))
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('state', 'complete', 'missing', 'reach', 'locked', 'overdue', 'x'),
        anything,
      ),
      (query) => {
        const known = [...integrationStates, ...fieldIds, ...reachabilities, 'yes', 'no']
        fc.pre(!Object.values(query).some((value) => typeof value === 'string' && known.includes(value)))
        expect(parseFilters(query)).toEqual({})
      },
    ),
  )
})

test.each([
  [
    { q: '  Aurora ', state: 'live', after: 'x' },
    { search: 'Aurora', state: 'live' },
  ],
  [{ q: ['a', 'b'], state: ['live'] }, {}],
  [{ q: 'x'.repeat(300) }, { search: 'x'.repeat(100) }],
  [
    { q: 'a\0b', complete: 'no', bouncing: 'yes', review: 'no' },
    { search: 'a\ufffdb', complete: false, bouncing: true },
  ],
])('%j asks for %j', (query, filters) => {
  expect(parseFilters(query)).toEqual(filters)
})
