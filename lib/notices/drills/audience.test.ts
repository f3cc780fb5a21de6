import { expect, test } from 'vitest'
import { type AccountFilters, accountFilters, accountFlags } from '#/lib/accounts/search/list.ts'
import { parseDrillAudience } from './audience.ts'

test('an audience survives its form', () => {
  const flags = Object.fromEntries(accountFlags.map((flag) => [flag, true]))
  const all: AccountFilters = {
    ...flags,
    search: 'a & b=c %',
    state: 'live',
    complete: false,
    missing: 'alerts',
  }
  for (const filters of [{}, { search: 'clinica' }, all]) {
    const query = accountFilters.query(filters)
    expect(parseDrillAudience(new URLSearchParams(query).toString())).toEqual(query)
  }
})

test.each([
  'state=asleep',
  'sort=name',
  'state=live&nonsense=1',
  'state=live&state=paused',
  'q=',
  '__proto__=1',
])('an audience with an unknown part, as %s, is refused', (text) => {
  expect(parseDrillAudience(text)).toBeNull()
})
