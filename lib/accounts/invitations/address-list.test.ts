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
  ])('%s', (_, text, addresses) => expect(parseAddressList(text)).toEqual({ addresses, refused: [] }))

  test.each([
    [
      'each part that is not an address, and keeps the others',
      'a@b.example; luca\nc@d@e.example, x@y.example',
      ['a@b.example', 'x@y.example'],
      [
        ['luca', 'address-no-at'],
        ['c@d@e.example', 'address-several-at'],
      ],
    ],
    [
      'a word between names and addresses',
      '"Cognome, Nome" <uno@b.example>; non-un-indirizzo, due@b.example',
      ['uno@b.example', 'due@b.example'],
      [['non-un-indirizzo', 'address-no-at']],
    ],
    ['a word beside a single address', 'a@b.example, luca', ['a@b.example'], [['luca', 'address-no-at']]],
    [
      'repeated addresses, ignoring case',
      'a@b.example A@B.example',
      ['a@b.example'],
      [['A@B.example', 'duplicate']],
    ],
  ])('reports %s', (_, text, addresses, problems) => {
    const list = parseAddressList(text)
    expect([list.addresses, list.refused.map(({ typed, code }) => [typed, code])]).toEqual([
      addresses,
      problems,
    ])
  })

  test.each(['"a@evil"@b.example', '"a@evil"@b.example, c@d.example', 'a＠b.example', 'a@b.example\u202e'])(
    'refuses %j',
    (text) => expect(parseAddressList(text).refused).toHaveLength(1),
  )

  test('is empty if nothing was typed', () => {
    expect(parseAddressList(' \n,; ')).toEqual({ addresses: [], refused: [] })
  })

  test('handles a megabyte quickly, and reports too many', () => {
    expect(parseAddressList('a@b.example '.repeat(90_000)).refused.length).toBeGreaterThan(20)
    expect(parseAddressList('x'.repeat(1_000_000)).refused).toHaveLength(1)
  })
})
