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
  ])('keeps %j as %j', (raw, address) => expect(parseAddress(raw)).toEqual({ ok: true, address }))

  test.each([
    ['required', '', ' \t\u00a0'],
    ['no-at', 'a'],
    ['no-local', '@', '@b.example'],
    ['no-domain', 'a@'],
    ['several-at', 'a@b@c.example'],
    ['quotes', '"a@evil"@b.example', '"a, b"@c.example', '“a”@b.example'],
    ['list', 'a@b.example,c@d.example', 'a@b.example; c@d.example', 'a@b.example c@d.example', 'a@b,example'],
    ['display-name', 'Giulia <giulia@b.example>', '"Rossi, Giulia" <giulia@b.example>', '<giulia@b.example>'],
    ['comment', 'giulia(work)@b.example'],
    ['spaces', 'giu lia@b.example'],
    ['control', 'a@b.example\r\nBcc: c@d.example', 'a@b.example\nx', 'a\u0000@b.example'],
    ['control', 'a\ufffd@b.example', 'a\ud800@b.example', 'a\u2028@b.example'],
    ['invisible', 'a\u202e@b.example', 'a@b\u200f.example', 'a@exam\u00adple.com', 'a\u200b@b.example'],
    ['homoglyph-at', 'a＠b.example', 'a﹫b.example'],
    ['character', '<b>a@b.example</b>', '<script>alert(1)</script>', 'mailto:a@b.example', 'a\\b@c.example'],
    ['character', 'a@b_c.example', 'a@exa%6dple.com', 'a@b.example/c', 'a@b.example:25'],
    ['local-not-ascii', 'é@b.example', 'а@b.example'],
    [
      'dots',
      '.a@b.example',
      'a.@b.example',
      'a..b@c.example',
      'a@b..example',
      'a@b.example.',
      'a@.b.example',
    ],
    ['local-too-long', `${'l'.repeat(65)}@b.example`],
    ['too-long', `a@${'b.'.repeat(150)}example`],
    ['domain-no-dot', 'a@localhost'],
    ['ip', 'a@[127.0.0.1]', 'a@127.0.0.1'],
    ['domain', 'a@0x7f.1', 'a@b.123', 'a@-b.example', 'a@b-.example', 'a@xn--a.example', 'a@℀.example'],
    ['domain', `a@${'ü.'.repeat(100)}example`, `a@${'b'.repeat(64)}.example`, 'a@b。。example'],
  ])('refuses as address-%s: %j', (code, ...addresses) => {
    for (const raw of addresses) expect(codeOf(raw), raw).toBe(`address-${code}`)
  })

  test('names the character that does not belong', () => {
    expect(parseAddress('a:b@c.example')).toMatchObject({ params: { character: ':' } })
  })

  const pieces = ['a', ' ', '@', '.', '<', '"', 'a@b.', ',', 'ü', '\u0000', '(', '\ud800']
  test.each(pieces)('answers a megabyte of %j at once', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length)
    const spent = processorTime(() => {
      for (const long of [text, `a${text}@b.example`]) expect(parseAddress(long).ok).toBe(false)
    })
    expect(spent).toBeLessThan(1000)
  })

  test('accepts an accepted address again, unchanged and plain', () => {
    const unit = fc.constantFrom(...'abXY09.-_@ü＠<>", \u200b\n+'.split(''))
    const part = fc.string({ unit, maxLength: 12 })
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
