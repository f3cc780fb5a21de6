import { describe, expect, test } from 'vitest'
import { parseAddressList } from './address-list.ts'

describe('a list of addresses', () => {
  test.each([
    ['one', 'a@b.example', ['a@b.example']],
    ['commas', 'a@b.example,c@d.example', ['a@b.example', 'c@d.example']],
    ['semicolons and spaces', ' a@b.example ; c@d.example;', ['a@b.example', 'c@d.example']],
    ['lines', 'a@b.example\r\n\r\nc@d.example\n', ['a@b.example', 'c@d.example']],
    ['a name before one', 'Luca Neri <luca@b.example>', ['luca@b.example']],
    ['names before several', '"Neri, Luca" <l@b.example>, Ada <a@b.example>', ['l@b.example', 'a@b.example']],
    ['domains in stored form', 'A@B.EXAMPLE', ['A@b.example']],
  ])('%s', (_, text, addresses) => {
    expect(parseAddressList(text)).toEqual({ addresses, refused: [] })
  })

  test('reports each part that is not an address, and keeps the others', () => {
    const { addresses, refused } = parseAddressList('a@b.example; luca\nc@d@e.example, x@y.example')
    expect(addresses).toEqual(['a@b.example', 'x@y.example'])
    expect(refused.map(({ typed, code }) => [typed, code])).toEqual([
      ['luca', 'address-no-at'],
      ['c@d@e.example', 'address-several-at'],
    ])
  })

  test('reports a word between names and addresses', () => {
    const pasted = '"Cognome, Nome" <uno@b.example>; non-un-indirizzo, due@b.example'
    const { addresses, refused } = parseAddressList(pasted)
    expect(addresses).toEqual(['uno@b.example', 'due@b.example'])
    expect(refused.map(({ typed, code }) => [typed, code])).toEqual([['non-un-indirizzo', 'address-no-at']])
  })

  test('reports a word beside a single address', () => {
    const { addresses, refused } = parseAddressList('a@b.example, luca')
    expect(addresses).toEqual(['a@b.example'])
    expect(refused.map(({ typed }) => typed)).toEqual(['luca'])
  })

  test.each(['"a@evil"@b.example', '"a@evil"@b.example, c@d.example', 'a＠b.example', 'a@b.example\u202e'])(
    'refuses %j',
    (text) => {
      expect(parseAddressList(text).refused).toHaveLength(1)
    },
  )

  test('reports repeated addresses, ignoring case', () => {
    const { addresses, refused } = parseAddressList('a@b.example A@B.example')
    expect(addresses).toEqual(['a@b.example'])
    expect(refused).toEqual([{ typed: 'A@B.example', code: 'duplicate', params: {} }])
  })

  test('is empty if nothing was typed', () => {
    expect(parseAddressList(' \n,; ')).toEqual({ addresses: [], refused: [] })
  })

  test('handles a megabyte quickly, and reports too many', () => {
    expect(parseAddressList('a@b.example '.repeat(90_000)).refused.length).toBeGreaterThan(20)
    expect(parseAddressList('x'.repeat(1_000_000)).refused).toHaveLength(1)
  })
})
