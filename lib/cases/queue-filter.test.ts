import { expect, test } from 'vitest'
import { isFiltered, queueHref, readQueueCursor, readQueueFilter } from './queue-filter.ts'

const colleague = '0198c0de-0000-7000-8000-000000000001'

test.each([
  {},
  { status: 'closed' },
  { account: 'clinica aurora' },
  { category: 'urgent', environment: 'sandbox', assignee: 'me', waiting: 'staff' },
  { status: 'closed', assignee: colleague },
])('the address %j says the same again', (query) => {
  const href = queueHref(readQueueFilter(query))
  expect(Object.fromEntries(new URL(href, 'http://x').searchParams)).toEqual(query)
})

test('what is unknown counts for nothing', () => {
  const asked = { status: 'x', category: 'x', environment: 'x', assignee: 'x', waiting: 'x', account: ['a'] }
  const filter = readQueueFilter(asked)
  expect(filter).toEqual(readQueueFilter({}))
  expect(isFiltered(filter)).toBe(false)
})

test('a closed case waits for nobody', () => {
  expect(readQueueFilter({ status: 'closed', waiting: 'staff' }).waiting).toBeNull()
})

test('a page goes on after the case it ended with', () => {
  const after = { rank: 1, updatedAt: 1_764_000_000_000, number: 12 }
  const href = queueHref(readQueueFilter({ category: 'users' }), after)
  expect(readQueueCursor(new URL(href, 'http://x').searchParams.get('after') ?? '')).toEqual(after)
  for (const broken of ['2.1.1', '1.x.1', '1.1', ['0.1.1']]) expect(readQueueCursor(broken)).toBeNull()
})
