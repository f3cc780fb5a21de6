import { describe, expect, test } from 'vitest'
import { processorTime } from '#/tests/processor-time.ts'
import { handFormSchema, parseLinkLines, parseSince } from './hand-form.ts'

const at = Date.UTC(2026, 2, 1, 12)
const complete = {
  key: '019a0000-0000-7000-8000-000000000000',
  slug: ' clinica-aurora ',
  category: 'technical',
  environment: 'production',
  severity: 'error',
  summary: ' The old API ends ',
  details: 'Line one\r\nLine two',
  meaning: '',
  remedy: '',
  links: '',
  since: '',
}
const parse = (given: Partial<typeof complete> = {}) =>
  handFormSchema({ zone: 'Europe/Rome', at }).safeParse({ ...complete, ...given })
const issuesOf = (given: Partial<typeof complete>) =>
  (parse(given).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)

describe('a notice written by hand', () => {
  test('trims text and normalises line breaks', () => {
    const trimmed = { slug: 'clinica-aurora', summary: 'The old API ends', details: 'Line one\nLine two' }
    expect(parse().data).toEqual({ ...complete, ...trimmed, links: [], since: null })
  })

  test.each([
    [{ slug: ' ' }, 'slug account-required'],
    [{ slug: 'a\u0000b' }, 'slug unknown-account'],
    [{ category: 'brand-support' }, 'category category-required'],
    [{ environment: '' }, 'environment environment-required'],
    [{ severity: 'bad' }, 'severity severity-required'],
    [{ summary: '' }, 'summary headline-required'],
    [{ summary: 'a'.repeat(1025) }, 'summary too-long'],
    [{ summary: 'two\nlines' }, 'summary characters'],
    [{ summary: 'turned \u202e round' }, 'summary characters'],
    [{ details: 'a'.repeat(10_001) }, 'details too-long'],
    [{ meaning: 'bell \u0007' }, 'meaning characters'],
    [{ links: 'javascript:alert(1)' }, 'links link-lines'],
    [{ since: 'yesterday' }, 'since moment'],
    [{ since: '2026-03-01T14:00' }, 'since in-future'],
  ])('refuses %j', (given, issue) => expect(issuesOf(given)).toEqual([issue]))

  test('reports every problem at once', () => {
    const [slug, summary] = ['slug account-required', 'summary headline-required']
    const issues = issuesOf({ slug: '', summary: '', links: 'x', since: 'x' })
    expect(issues).toEqual([slug, summary, 'links link-lines', 'since moment'])
  })
})

describe('links, one to a line', () => {
  test.each([
    ['', []],
    ['https://desk.example/api', [{ href: 'https://desk.example/api', text: '' }]],
    [' https://a.example/a   The guide \n\n', [{ href: 'https://a.example/a', text: 'The guide' }]],
    ['http://x.example Two words', [{ href: 'http://x.example/', text: 'Two words' }]],
    ['The guide https://desk.example', 'link-lines'],
    ['ftp://desk.example', 'link-lines'],
    ['javascript:alert(1) Guide', 'link-lines'],
    [`https://desk.example ${'a'.repeat(201)}`, 'link-lines'],
    [`https://desk.example/${'a'.repeat(2048)}`, 'link-lines'],
    ['https://desk.example\n'.repeat(21), 'too-many-links'],
  ])('parses %j', (text, links) => expect(parseLinkLines(text)).toEqual(links))

  test.each(['a', ''])('reads a line with many spaces at once, and keeps its text on one line', (before) => {
    const line = `https://desk.example ${before}${' '.repeat(44_000)}b\u2028c`
    expect(processorTime(() => parseLinkLines(line))).toBeLessThan(500)
    expect(parseLinkLines('https://desk.example b\u2028c')).toMatchObject([{ text: 'b c' }])
  })
})

// platform/values/local-time.test.ts has what a time is.
test.each([
  ['', 'Europe/Rome', null],
  ['2026-03-01 12:59', 'Europe/Rome', Date.UTC(2026, 2, 1, 11, 59)],
  ['2026-03-01T12:00:00.000', 'UTC', at],
  ['2026-03-01T12:01', 'UTC', 'in-future'],
  ['1/3/2026 10:00', 'UTC', 'moment'],
])('reads the local time %j in %s', (text, zone, expected) => {
  expect(parseSince(text, zone, at)).toBe(expected)
})
