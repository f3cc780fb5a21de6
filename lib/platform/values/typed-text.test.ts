import { describe, expect, test } from 'vitest'
import { typedLine, typedText } from './typed-text.ts'

function issue(schema: ReturnType<typeof typedLine> | ReturnType<typeof typedText>, typed: string) {
  const parsed = schema.safeParse(typed)
  return parsed.success ? parsed.data : parsed.error.issues[0]?.message
}

test.each([
  ['  Feed is late ', 'Feed is late'],
  ['<b>Ciao</b>', '<b>Ciao</b>'],
  ['12345678901234567890', '12345678901234567890'],
  ['', 'required'],
  ['   ', 'required'],
  ['123456789012345678901', 'too-long'],
  ['one\ntwo', 'characters'],
  ['one\0two', 'characters'],
  ['one\ttwo', 'characters'],
  ['abc\u202Edef', 'characters'],
  ['broken \ud800', 'characters'],
])('a typed line %j → %j', (typed, expected) => expect(issue(typedLine(20), typed)).toBe(expected))

describe('typed text', () => {
  test.each([
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
    ['\n a\tb \n', 'a\tb'],
    ['', 'required'],
    [' \r\n ', 'required'],
    ['a'.repeat(41), 'too-long'],
    ['a\0b', 'characters'],
    ['a\u001bb', 'characters'],
  ])('%j → %j', (typed, expected) => expect(issue(typedText(40), typed)).toBe(expected))

  test('accepts an empty text if it is optional', () => {
    expect(issue(typedText(40, { optional: true }), '  ')).toBe('')
  })
})
