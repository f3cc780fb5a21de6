import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorTime } from '#/tests/processor-time.ts'
import { parseAddress } from './address.ts'
import { addressKey } from './fold.ts'

function codeOf(raw: string) {
  const parsed = parseAddress(raw)
  return parsed.ok ? `accepted ${parsed.address}` : parsed.code
}

describe('reading an address', () => {
  test.each([
    ['oncall@levante.example', 'oncall@levante.example'],
    ['  oncall@levante.example \n', 'oncall@levante.example'],
    ['On.Call+pager@Levante.EXAMPLE', 'On.Call+pager@levante.example'],
    ["o'neil!#$%&*/=?^_`{|}~-@b.example", "o'neil!#$%&*/=?^_`{|}~-@b.example"],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['a@città.it', 'a@xn--citt-3na.it'],
    ['a@b。example', 'a@b.example'],
    ['a@раypal.com', 'a@xn--ypal-43d9g.com'],
    [`${'l'.repeat(64)}@b.example`, `${'l'.repeat(64)}@b.example`],
  ])('keeps %j as %j', (raw, address) => {
    expect(parseAddress(raw)).toEqual({ ok: true, address })
  })

  test.each([
    ['', 'address-required'],
    [' \t\u00a0', 'address-required'],
    ['a', 'address-no-at'],
    ['@', 'address-no-local'],
    ['@b.example', 'address-no-local'],
    ['a@', 'address-no-domain'],
    ['a@b@c.example', 'address-several-at'],
    ['"a@evil"@b.example', 'address-quotes'],
    ['"a, b"@c.example', 'address-quotes'],
    ['“a”@b.example', 'address-quotes'],
    ['a@b.example,c@d.example', 'address-list'],
    ['a@b.example; c@d.example', 'address-list'],
    ['a@b.example c@d.example', 'address-list'],
    ['a@b,example', 'address-list'],
    ['Giulia <giulia@b.example>', 'address-display-name'],
    ['"Rossi, Giulia" <giulia@b.example>', 'address-display-name'],
    ['<giulia@b.example>', 'address-display-name'],
    ['giulia(work)@b.example', 'address-comment'],
    ['giu lia@b.example', 'address-spaces'],
    ['a@b.example\r\nBcc: c@d.example', 'address-control'],
    ['a@b.example\nx', 'address-control'],
    ['a\u0000@b.example', 'address-control'],
    ['a\ufffd@b.example', 'address-control'],
    ['a\ud800@b.example', 'address-control'],
    ['a\u2028@b.example', 'address-control'],
    ['a\u202e@b.example', 'address-invisible'],
    ['a@b\u200f.example', 'address-invisible'],
    ['a@exam\u00adple.com', 'address-invisible'],
    ['a\u200b@b.example', 'address-invisible'],
    ['a＠b.example', 'address-homoglyph-at'],
    ['a﹫b.example', 'address-homoglyph-at'],
    ['<b>a@b.example</b>', 'address-character'],
    ['<script>alert(1)</script>', 'address-character'],
    ['mailto:a@b.example', 'address-character'],
    ['a\\b@c.example', 'address-character'],
    ['é@b.example', 'address-local-not-ascii'],
    ['а@b.example', 'address-local-not-ascii'],
    ['.a@b.example', 'address-dots'],
    ['a.@b.example', 'address-dots'],
    ['a..b@c.example', 'address-dots'],
    ['a@b..example', 'address-dots'],
    ['a@b.example.', 'address-dots'],
    ['a@.b.example', 'address-dots'],
    [`${'l'.repeat(65)}@b.example`, 'address-local-too-long'],
    [`a@${'b.'.repeat(150)}example`, 'address-too-long'],
    [`a@${'ü.'.repeat(100)}example`, 'address-domain'],
    ['a@localhost', 'address-domain-no-dot'],
    ['a@[127.0.0.1]', 'address-ip'],
    ['a@127.0.0.1', 'address-ip'],
    ['a@0x7f.1', 'address-domain'],
    ['a@b.123', 'address-domain'],
    ['a@-b.example', 'address-domain'],
    ['a@b-.example', 'address-domain'],
    ['a@xn--a.example', 'address-domain'],
    [`a@${'b'.repeat(64)}.example`, 'address-domain'],
    ['a@b_c.example', 'address-character'],
    ['a@exa%6dple.com', 'address-character'],
    ['a@b.example/c', 'address-character'],
    ['a@b.example:25', 'address-character'],
    ['a@℀.example', 'address-domain'],
    ['a@b。。example', 'address-domain'],
  ])('refuses %j: %s', (raw, code) => {
    expect(codeOf(raw)).toBe(code)
  })

  test('names the character that does not belong', () => {
    expect(parseAddress('a:b@c.example')).toMatchObject({ params: { character: ':' } })
  })

  test.each(['a', ' ', '@', '.', '<', '"', 'a@b.', ',', 'ü', '\u0000', '(', '\ud800'])(
    'answers a megabyte of %j at once',
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length)
      const spent = processorTime(() => {
        expect(parseAddress(text).ok).toBe(false)
        expect(parseAddress(`a${text}@b.example`).ok).toBe(false)
      })
      expect(spent).toBeLessThan(1000)
    },
  )

  test('accepts an accepted address again, unchanged and plain', () => {
    const part = fc.string({
      unit: fc.constantFrom(...'abXY09.-_@ü＠<>", \u200b\n+'.split('')),
      maxLength: 12,
    })
    fc.assert(
      fc.property(fc.tuple(part, part, part), ([local, name, ending]) => {
        const parsed = parseAddress(`${local}@${name}.${ending}`)
        if (!parsed.ok) return
        expect(parsed.address).toMatch(/^[A-Za-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/)
        expect(parseAddress(parsed.address)).toEqual(parsed)
      }),
      { numRuns: 3000 },
    )
  })
})

test('takes addresses as the same whatever their case', () => {
  expect(addressKey('On.Call@levante.example')).toBe(addressKey('on.call@levante.example'))
})
