import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findJsonMembers, readJson } from './json.ts'

const readText = (text: string, most?: number) => readJson(Buffer.from(text), most)

function problemOf(body: Uint8Array | string) {
  const read = readJson(Buffer.from(body))
  return read.ok ? 'read' : `${read.problem.code} ${read.problem.pointer}`.trim()
}

function detailOf(body: Uint8Array | string) {
  const read = readJson(Buffer.from(body))
  return read.ok ? '' : read.problem.detail
}

describe('JSON', () => {
  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{"a":1', 'json'],
    ['{"a":"b', 'json'],
    ['{"a":1}}', 'json'],
    ["{'a':1}", 'json'],
    ['{"a":NaN}', 'json'],
    ['{"a":01}', 'json'],
    ['{"a":"\u0001"}', 'json'],
    ['{"a":1,"a":2}', 'duplicate-key /a'],
    ['{"a":1,"\\u0061":2}', 'duplicate-key /a'],
    [`{"a":1${' '.repeat(200)},"a"${' '.repeat(200)}:2}`, 'duplicate-key /a'],
    ['[{"x":"a"},{"b":[{"c/~":":","c/~":"a"}]}]', 'duplicate-key /1/b/0/c~1~0'],
    ['{"__proto__":1,"__proto__":2}', 'duplicate-key /__proto__'],
    ['{"a":{"a":"a"},"b":["a","a"]}', 'read'],
    ['{"\\"a":"\\\\","b":"\\\\\\":"}', 'read'],
    ['{"a":1e400}', 'number'],
    ['[-1e999]', 'number'],
    [`{"a":${'9'.repeat(1000)}}`, 'number'],
    ['null', 'read'],
    ['"text"', 'read'],
    [`${'['.repeat(64)}${']'.repeat(64)}`, 'read'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'depth'],
  ])('finds that %j is %s', (text, problem) => expect(problemOf(text)).toBe(problem))

  test.each(['[', '{"a":', '[{"a":'])('refuses a million of %j for its depth', (opening) => {
    expect(problemOf(opening.repeat(1_000_000))).toBe('depth')
  })

  test('ignores a byte order mark', () => {
    expect(readJson(new Uint8Array([0xef, 0xbb, 0xbf, 0x31]))).toEqual({ ok: true, value: 1 })
  })

  test('refuses invalid UTF-8 and recognises gzip', () => {
    expect(problemOf(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe('utf-8')
    expect(problemOf(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('utf-8')
    expect(detailOf(new Uint8Array([0x1f, 0x8b, 0x08, 0x00]))).toContain('gzip')
  })

  test('names the place of an error without quoting the text', () => {
    const wrong = `{\n  "routing_key": "topsecret", nonsense${' '.repeat(80)}}`
    expect(detailOf(wrong)).toBe('Invalid JSON: syntax error at line 2, column 31.')
    expect(detailOf('{"k":topsecret}')).not.toContain('topsecret')
    expect(detailOf('{"k":"topsecret')).toBe('Invalid JSON: unexpected end.')
  })

  test('refuses more values than the caller allows', () => {
    for (const text of ['{"a":1,"b":2,"c":3,"d":4}', '[1,2,3,4]', '{"a":[[[[1]]]]}', '[[],[],[]]'])
      expect(readText(text, 3), text).toMatchObject({ ok: false, problem: { code: 'members' } })
    for (const text of ['{"a":1,"b":2,"c":3}', '[1,2,3]', '{"a":[[1]]}', '["1,2,3,[4"]'])
      expect(readText(text, 3), text).toMatchObject({ ok: true })
  })

  test('long integers keep every digit', () => {
    const value = { a: 12345678901234567890n, b: 9007199254740991, c: 1.5e300 }
    const read = readText('{"a":12345678901234567890,"b":9007199254740991,"c":1.5e300}')
    expect(read).toEqual({ ok: true, value })
  })

  test('reads back whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(0, 2), (text, indent) => {
        const read = readText(JSON.stringify(JSON.parse(text), null, indent))
        const asNumbers = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
        expect(read.ok && JSON.stringify(read.value, asNumbers)).toBe(JSON.stringify(JSON.parse(text)))
      }),
    )
  })
})

describe('finding members without parsing', () => {
  const find = (text: string) => [...findJsonMembers(text, ['key', 'action'])]

  test.each([
    ['{"key":"a","action":"b"}', { key: 'a', action: 'b' }],
    [' { "x" : [1, {"key": 2}, "key"] , "key" : "a" }', { key: 'a' }],
    ['{"key":7,"action":null}', { key: null, action: null }],
    ['{"x":"key","y":{"key":"b"},"z":["key"]}', {}],
    ['{"\\u006bey":"\\u0061\\"b"}', { key: 'a"b' }],
    ['{"key":"first","key":"second"}', { key: 'first' }],
    ['["key","a"]', {}],
    ['"key"', {}],
    ['{"key":"a', { key: 'a' }],
    ['{"key":"\\x"}', { key: null }],
    ['{"\\x":1,"key":"a"}', {}],
    ['', {}],
  ])('finds the members of %s', (text, found) => expect(Object.fromEntries(find(text))).toEqual(found))

  test('finds what parsing finds in any object', () => {
    const value = fc.dictionary(fc.string(), fc.jsonValue())
    const named = fc.record({ key: fc.jsonValue(), action: fc.jsonValue() }, { requiredKeys: [] })
    fc.assert(
      fc.property(value, named, fc.constantFrom(undefined, 2), (more, members, indent) => {
        const all: Record<string, unknown> = { ...Object(more), ...members, last: 1 }
        const expected = ['key', 'action'].flatMap((name) =>
          name in all ? [[name, typeof all[name] === 'string' ? all[name] : null]] : [],
        )
        expect(find(JSON.stringify(all, null, indent)).sort()).toEqual(expected.sort())
      }),
    )
  })
})
