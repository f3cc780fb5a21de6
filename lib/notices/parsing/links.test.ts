import { describe, expect, test } from 'vitest'
import { parseHref, parseLinks } from './links.ts'

describe('the address of a link', () => {
  test.each([
    ['https://grafana.example.net/d/feed?a=1#b', 'https://grafana.example.net/d/feed?a=1#b'],
    ['http://città.example/"x"', 'http://xn--citt-3na.example/%22x%22'],
    ['https://a.example/\r\nBcc: b', 'https://a.example/Bcc:%20b'],
    ['HTTPS://A.EXAMPLE', 'https://a.example/'],
    // A name before the @ looks like the host, and a password must not be stored.
    ['https://portal.example:x@evil.example/a', 'https://evil.example/a'],
    ['http://prometheus:secret@10.0.0.1:9090/graph', 'http://10.0.0.1:9090/graph'],
  ])('keeps %j as %s', (href, kept) => expect(parseHref(href)).toBe(kept))

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'mailto:a@b.example',
    '//a.example',
    '/d/feed',
    '',
    'https://',
    `https://a.example/${'x'.repeat(2048)}`,
    `https://a.example/${'é'.repeat(1000)}`,
    null,
    7,
  ])('refuses %j', (href) => expect(parseHref(href)).toBeNull())
})

describe('links of a foreign format', () => {
  test('are kept once per address, named by their text or host', () => {
    const given = [
      { href: 'https://a.example/x', text: 'One\r\nline' },
      { href: 'https://a.example/x', text: 'Again' },
      { href: 'javascript:alert(1)', text: 'No' },
      { href: 'https://b.example:8443/', text: ' ' },
      { href: undefined, text: undefined },
    ]
    expect(parseLinks(given)).toEqual([
      { href: 'https://a.example/x', text: 'One line' },
      { href: 'https://b.example:8443/', text: 'b.example:8443' },
    ])
  })

  test('are limited to twenty', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ href: `https://a.example/${index}`, text: 'x' }))
    expect(parseLinks(many)).toHaveLength(20)
  })
})
