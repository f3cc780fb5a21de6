import { expect, test } from 'vitest'
import { savedLists } from '#/db/words/saved-views.ts'
import { addressOf, queryOf } from './lists.ts'

test.each([
  ['accounts', 'complete=no&sort=due', '/admin/accounts?complete=no&sort=due'],
  ['accounts', 'q=aurora&columns=state&columns=type', '/admin/accounts?q=aurora&columns=type'],
  ['notices', 'state=overdue&category=emergency', '/admin/notices?state=overdue&category=emergency'],
  ['deliveries', 'status=failed', '/admin/notices/deliveries?status=failed'],
  ['unreachable', 'why=nobody', '/admin/unreachable?why=nobody'],
  ['cases', 'assignee=me&waiting=staff', '/admin/cases?assignee=me&waiting=staff'],
] as const)('%s?%s has the address %s', (list, query, address) => {
  expect(addressOf(list, query)).toBe(address)
  expect(addressOf(list, queryOf(list, query))).toBe(address)
})

test.each([
  '',
  'state=x&after=overdue.1.y&done=saved',
  '//evil.example',
  '?https://evil.example/',
  '#x',
  '%',
  'q=%00&why=%F0',
  'constructor=1&__proto__=2',
])('the broken query %j opens its own list', (query) => {
  for (const list of savedLists) {
    const own = addressOf(list, '')
    expect(addressOf(list, query).split('?')[0]).toBe(own)
    expect(queryOf(list, queryOf(list, query))).toBe(queryOf(list, query))
  }
})
