import { expect, test } from 'vitest'
import { renderRaw } from '#/lib/notices/parsing/raw.ts'
import { cleanLine, cleanText, cutAt, cutToBytes, toErrorLine } from './characters.ts'

test.each([
  ['Feed error rate 23%', 'Feed error rate 23%'],
  ['Down\r\nBcc: everyone@levante.example', 'Down Bcc: everyone@levante.example'],
  ['a\u2028b\u2029c\u0085d\ve\tf\u001b[31m', 'a b c d e f [31m'],
  ['\u202egpj.exe', 'gpj.exe'],
  ['nul\0', 'nul\ufffd'],
  ['lone \ud83d', 'lone \ufffd'],
  ['  ', ''],
  ['Città 👩🏽‍🔧', 'Città 👩🏽‍🔧'],
])('cleaning a line keeps %j as %j', (text, line) => expect(cleanLine(text, 100)).toBe(line))

test.each([
  ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
  ['a\tb', 'a\tb'],
  ['bell\u0007 and nul\0', 'bell  and nul\ufffd'],
  ['\u2066turned\u2069', 'turned'],
])('cleaning a text of several lines keeps %j as %j', (text, kept) => expect(cleanText(text, 100)).toBe(kept))

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['abcd😀ef', 6, 'abcd…'],
])('cutting a long text cuts %j at %i to %j', (text, limit, cut) => expect(cutAt(text, limit)).toBe(cut))

test.each([
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abc…'],
  ['città', 6, 'città'],
  ['ààààà', 9, 'ààà…'],
  ['a😀😀', 8, 'a😀…'],
])('cutting a long text to bytes cuts %j at %i to %j', (text, limit, cut) =>
  expect(cutToBytes(text, limit)).toBe(cut),
)

test.each([
  [
    '405C:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:84:\n',
    'TLS failed: wrong version number',
  ],
  [
    'CONN 80A2D1:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:../ssl/record/rec_layer_s3.c:912:SSL alert number 40\n',
    'CONN TLS failed: ssl/tls alert handshake failure',
  ],
  ['RCPT TO 550 5.1.1 error: no such user', 'RCPT TO 550 5.1.1 error: no such user'],
])('an error reads for people: %j', (text, line) => expect(toErrorLine(text)).toBe(line))

test('keeps the raw text of an event readable, whole and bounded', () => {
  const rendered = '{\n  "labels": {\n    "a": "b"\n  },\n  "id": "12345678901234567890"\n}'
  expect(renderRaw({ labels: { a: 'b' }, id: 12345678901234567890n })).toBe(rendered)
  expect(renderRaw(undefined)).toBe('')
  expect(renderRaw('x'.repeat(50_000))).toHaveLength(20_000)
})

test('does not let the indentation of deep nesting blow up a text', () => {
  const deep = (levels: number) => JSON.parse(`${'['.repeat(levels)}1,2,3${']'.repeat(levels)}`)
  expect(renderRaw(deep(8))).toContain('\n')
  expect(renderRaw(deep(9))).toBe(JSON.stringify(deep(9)))
})
