import { expect, test } from 'vitest'
import { acceptsGzip, findMatch, freshSeconds } from './conditional.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['five minutes', '2026-10-26T09:00:00Z', '2026-10-26T08:00:00Z', 300],
  ['five minutes where nothing changes', null, '2026-10-26T08:00:00Z', 300],
  ['not past the next change', '2026-10-26T08:00:00Z', '2026-10-26T07:59:29.500Z', 30],
  ['not at all in the last second', '2026-10-26T08:00:00Z', '2026-10-26T07:59:59.500Z', 0],
  ['not at all once it changed', '2026-10-26T08:00:00Z', '2026-10-26T08:00:01Z', 0],
])('a cache may keep it for %s', (_, until, now, seconds) => {
  expect(freshSeconds(until === null ? Number.POSITIVE_INFINITY : at(until), at(now))).toBe(seconds)
})

const tags = ['"zipped"', '"plain"']

test.each([
  ['"plain"', '"plain"'],
  ['"zipped"', '"zipped"'],
  ['W/"plain"', '"plain"'],
  ['"other", W/"plain"', '"plain"'],
  ['"other","plain"', '"plain"'],
  [' , "plain" ,', '"plain"'],
  ['"a,b", "plain"', '"plain"'],
  ['"a, b", "plain"', null],
  ['*', '"zipped"'],
  [' * ', '"zipped"'],
  [null, null],
  ['', null],
  ['plain', null],
  ['w/"plain"', null],
  ['"plain', null],
  ['"other" "plain', null],
  ['"PLAIN"', null],
  ['"other, \\"plain\\""', null],
  ['*, "plain"', null],
])('If-None-Match: %s finds %s', (header, tag) => {
  expect(findMatch(header, tags)).toBe(tag)
})

test('a header as long as a request can carry is read at once', () => {
  const began = performance.now()
  expect(findMatch(`${'"x", '.repeat(4000)}"plain"`, tags)).toBe('"plain"')
  expect(findMatch(`${'"x" ,, '.repeat(4000)}!`, tags)).toBeNull()
  expect(findMatch(`${' ,'.repeat(8000)}!`, tags)).toBeNull()
  expect(performance.now() - began).toBeLessThan(500)
})

test.each([
  ['gzip', true],
  ['br, GZIP;q=0.5', true],
  ['gzip ; q=0.001', true],
  ['*', true],
  ['x-gzip', true],
  ['gzip;q=0, *', false],
  ['*;q=0', false],
  ['br', false],
  ['gzip;q=none', true],
  ['', false],
  [null, false],
])('Accept-Encoding: %s takes gzip: %s', (header, takes) => {
  expect(acceptsGzip(header)).toBe(takes)
})
