import { describe, expect, test } from 'vitest'
import { type Sort, sortCursor, sortLink, sortParameter } from './sorting.ts'

type By = 'urgent' | 'since' | 'account'
const urgent: Sort<By> = { by: 'urgent', descending: false }
const word = sortParameter<By>(['urgent', 'since', 'account'], urgent)

test.each([
  ['since', { by: 'since', descending: false }],
  ['-account', { by: 'account', descending: true }],
  ['-no-such', urgent],
  [undefined, urgent],
  [['since', 'account'], urgent],
])('%j is the order %j', (given, sort) => {
  expect(word.parse(given)).toEqual(sort)
  expect(word.parse(word.format(sort as Sort<By>))).toEqual(sort)
})

describe('the link of a header', () => {
  const link = (by: By, now: Sort<By>, defaultSort: Sort<By> = urgent) =>
    sortLink(by, { now, defaultSort, href: word.format })

  test('sorts by its column, then the other way, then in the default order', () => {
    expect(link('since', urgent)).toEqual({ href: 'since', now: null })
    expect(link('since', { by: 'since', descending: false })).toEqual({ href: '-since', now: 'ascending' })
    expect(link('since', { by: 'since', descending: true })).toEqual({ href: 'urgent', now: 'descending' })
  })

  test('turns the default order around, and back', () => {
    const newestFirst = { by: 'since', descending: true } as const
    expect(link('since', newestFirst, newestFirst)).toEqual({ href: 'since', now: 'descending' })
    expect(link('since', { by: 'since', descending: false }, newestFirst).href).toBe('-since')
    expect(link('account', newestFirst, newestFirst)).toEqual({ href: 'account', now: null })
  })
})

describe('the cursor', () => {
  const id = '0198c1de-0000-7000-8000-000000000001'
  const { parse, format } = sortCursor<By>({ urgent: 'number', since: 'number', account: 'text' })
  const at = (by: By) => ({ sort: { by, descending: false } })

  test.each([
    ['since', 1_764_000_000_000],
    ['since', -1],
    ['account', 'clinica aurora. 2'],
    ['account', ''],
    ['account', '12'],
  ] as const)('by %s after %j is read as it was written', (by, key) => {
    expect(parse(format({ key, id }, {}), at(by))).toEqual({ key, id })
  })

  // A text that a column of numbers is compared with fails on PostgreSQL.
  test.each([
    undefined,
    '',
    id,
    `${id}.`,
    `${id}.x`,
    `${id}.1e3`,
    `x.1`,
    [`${id}.1`],
    `${id}.${'9'.repeat(17)}`,
  ])('of an instant is not read from %j', (given) => expect(parse(given, at('since'))).toBeNull())

  test('has no characters that a store refuses', () => {
    expect(parse(`${id}.a\0b`, at('account'))?.key).not.toContain('\0')
    expect(parse(`${id}.${'x'.repeat(2001)}`, at('account'))).toBeNull()
  })
})
