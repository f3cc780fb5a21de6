import { expect, test } from 'vitest'
import { processorTime } from '#/tests/processor-time.ts'
import { matchesTag, maxAgeOf } from './answer.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['five minutes', '2026-10-26T09:00:00Z', '2026-10-26T08:00:00Z', 300],
  ['five minutes if nothing changes', null, '2026-10-26T08:00:00Z', 300],
  ['not past the next change', '2026-10-26T08:00:00Z', '2026-10-26T07:59:29.500Z', 30],
  ['not at all in the last second', '2026-10-26T08:00:00Z', '2026-10-26T07:59:59.500Z', 0],
  ['not at all once it changed', '2026-10-26T08:00:00Z', '2026-10-26T08:00:01Z', 0],
])('lets a cache keep the page for %s', (_, until, now, seconds) => {
  expect(maxAgeOf(until === null ? Number.POSITIVE_INFINITY : at(until), at(now))).toBe(seconds)
})

const tag = '"plain"'

test.each([
  ['"plain"', true],
  ['W/"plain"', true],
  ['"other", W/"plain"', true],
  [' , "plain" ,', true],
  ['"a,b", "plain"', true],
  ['*', true],
  ['"a, b", "plain"', false],
  [null, false],
  ['', false],
  ['plain', false],
  ['w/"plain"', false],
  ['"plain', false],
  ['"other" "plain', false],
  ['"plain-gzip"', false],
  ['*, "plain"', false],
])('reads whether If-None-Match: %s names the tag: %s', (header, named) => {
  expect(matchesTag(header, tag)).toBe(named)
})

test('parses the longest possible header in linear time', () => {
  const spent = processorTime(() => {
    expect(matchesTag(`${'"x", '.repeat(4000)}"plain"`, tag)).toBe(true)
    expect(matchesTag(`${'"x" ,, '.repeat(4000)}!`, tag)).toBe(false)
    expect(matchesTag(`${' ,'.repeat(8000)}!`, tag)).toBe(false)
  })
  expect(spent).toBeLessThan(500)
})
