import { expect, test } from 'vitest'
import { accountCases, queue } from './lists.ts'

const colleague = '0198c0de-0000-7000-8000-000000000001'

test.each([
  {},
  { status: 'closed' },
  { q: 'feed 12', sort: '-subject' },
  { account: 'clinica aurora' },
  { category: 'urgent', environment: 'sandbox', assignee: 'me', waiting: 'staff' },
  { status: 'closed', assignee: colleague },
])('%j reads back the same', (query) => {
  const href = queue.href(queue.read(query))
  expect(Object.fromEntries(new URL(href, 'http://x').searchParams)).toEqual(query)
})

test('ignores unknown values', () => {
  const asked = { status: 'x', category: 'x', environment: 'x', assignee: 'x', waiting: 'x', account: ['a'] }
  const filter = queue.read(asked)
  expect(filter).toEqual(queue.read({}))
  expect(queue.isFiltered(filter)).toBe(false)
})

test('a closed case waits for nobody', () => {
  expect(queue.read({ status: 'closed', waiting: 'staff' }).waiting).toBeNull()
})

test('a page starts after the last case of the page before', () => {
  const after = { rank: 1, updatedAt: 1_764_000_000_000, number: 12 }
  const href = queue.href(queue.read({ category: 'users' }), after)
  expect(queue.after(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(after)
  for (const broken of ['2.1.1', '1.x.1', '1.1', ['0.1.1']]) expect(queue.after({ after: broken })).toBeNull()
})

test('old links still read as they were written', () => {
  const asked = { waiting: 'staff', assignee: 'me', environment: 'sandbox', category: 'urgent' }
  const said = 'account=clinica+aurora&category=urgent&environment=sandbox&assignee=me'
  const closed = queue.read({ ...asked, account: ' clinica aurora ', status: 'closed' })
  expect(queue.href(closed)).toBe(`/admin/cases?status=closed&${said}`)
  const after = { rank: 1, updatedAt: 1_764_000_000_000, number: 12 }
  expect(queue.href(queue.read({ ...asked, account: 'clinica aurora' }), after)).toBe(
    `/admin/cases?${said}&waiting=staff&after=1.1764000000000.12`,
  )
})

test('a page of a chosen order starts after its last value', () => {
  const path = '/accounts/clinica-aurora/support'
  const sort = { by: 'subject', descending: false } as const
  const after = { key: 'feed', id: colleague }
  expect(accountCases.href({ sort }, after, path)).toBe(`${path}?sort=subject&after=${colleague}.feed`)
  expect(accountCases.after({ sort: 'subject', after: `${colleague}.feed` })).toEqual(after)
  expect(accountCases.after({ sort: 'subject', after: 'open.12' })).toBeNull()
  expect(queue.after({ sort: 'updated', after: `${colleague}.feed` })).toBeNull()
})

test.each([
  ['open.12', { status: 'open', number: 12 }],
  ['closed.1', { status: 'closed', number: 1 }],
  ['open', null],
  ['ended.1', null],
  ['open.-1', null],
  [['open.1'], null],
  [undefined, null],
])("reads ?after=%j of an account's cases", (after, cursor) => {
  expect(accountCases.after({ after })).toEqual(cursor)
})

test("old links to an account's cases still read as they were written", () => {
  const path = '/accounts/clinica-aurora/support'
  expect(accountCases.href({}, { status: 'closed', number: 7 }, path)).toBe(`${path}?after=closed.7`)
  expect(accountCases.href({}, null, path)).toBe(path)
})
