import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { cleanLine, cleanText, cutAt } from './cut-text.ts'

describe('a line', () => {
  test.each([
    ['Feed error rate 23 %', 'Feed error rate 23 %'],
    ['Down\r\nBcc: everyone@levante.example', 'Down Bcc: everyone@levante.example'],
    ['a\u2028b\u2029c\u0085d\ve\tf\u001b[31m', 'a b c d e f [31m'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['nul\0', 'nul\ufffd'],
    ['lone \ud83d', 'lone \ufffd'],
    ['  ', ''],
    ['Città 👩🏽‍🔧', 'Città 👩🏽‍🔧'],
  ])('%j is kept as %j', (text, line) => {
    expect(cleanLine(text, 100)).toBe(line)
  })

  test('whatever comes, it can end no header, turn no text, and is storable and stable', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '\u202e', '\ud800', 'a') }),
    )
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, limit) => {
        const line = cleanLine(text, limit)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(line.isWellFormed()).toBe(true)
        expect(line.length).toBeLessThanOrEqual(limit)
        expect(cleanLine(line, limit)).toBe(line)
      }),
    )
  })
})

describe('a text of several lines', () => {
  test.each([
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['a\tb', 'a\tb'],
    ['bell\u0007 and nul\0', 'bell  and nul\ufffd'],
    ['\u2066turned\u2069', 'turned'],
  ])('%j is kept as %j', (text, kept) => {
    expect(cleanText(text, 100)).toBe(kept)
  })
})

describe('what is too long', () => {
  test.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['abcd😀ef', 6, 'abcd…'],
  ])('%j at %i is %j', (text, limit, cut) => {
    expect(cutAt(text, limit)).toBe(cut)
  })
})

test('the raw text of an event is readable, whole and bounded', () => {
  expect(renderRaw({ labels: { a: 'b' }, id: 12345678901234567890n })).toBe(
    '{\n  "labels": {\n    "a": "b"\n  },\n  "id": "12345678901234567890"\n}',
  )
  expect(renderRaw(undefined)).toBe('')
  expect(renderRaw('x'.repeat(50_000))).toHaveLength(20_000)
})

test('what nests deeply is not blown up by the spaces before each line', () => {
  const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}1,2,3${']'.repeat(levels)}`)
  expect(renderRaw(deep(8))).toContain('\n')
  expect(renderRaw(deep(9))).toBe(JSON.stringify(deep(9)))
})
