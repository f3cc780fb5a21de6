import { expect, test } from 'vitest'
import { splitLinks } from './links-in-text.ts'

test.each([
  ['See https://desk.example/a?b=1#c.', ['https://desk.example/a?b=1#c']],
  [
    '(http://desk.example/a) and “https://desk.example/b”',
    ['http://desk.example/a', 'https://desk.example/b'],
  ],
  [
    'https://desk.example/\nhttps://desk.example:8443/x/',
    ['https://desk.example/', 'https://desk.example:8443/x/'],
  ],
  ['https://it.example/Bari_(disambigua)', ['https://it.example/Bari_(disambigua)']],
  ['(see https://it.example/Bari_(disambigua)).', ['https://it.example/Bari_(disambigua)']],
  ['https://it.example/a_(b)?c=(d)', ['https://it.example/a_(b)?c=(d)']],
  ['(https://it.example/a)', ['https://it.example/a']],
  ['https://it.example/:-)', ['https://it.example/:-']],
  ['https://it.example/x_(y', ['https://it.example/x_(y']],
  ['HTTPS://Desk.Example/A!', ['HTTPS://Desk.Example/A']],
  ['https://città.example/più', ['https://città.example/più']],
])('finds the addresses in %s', (text, found) => {
  const pieces = splitLinks(text)
  expect(pieces.filter(({ href }) => href !== null).map((piece) => piece.text)).toEqual(found)
  expect(pieces.map((piece) => piece.text).join('')).toBe(text)
})

test.each([
  'javascript:alert(1)',
  'data:text/html,https',
  'https://',
  'http://:80',
  'https://bank.example@evil.example/',
  'mailto:a@b.example',
  'www.desk.example',
  '<script>https</script>',
  '',
])('makes no link of %s', (text) => expect(splitLinks(text).every(({ href }) => href === null)).toBe(true))

test('ends an address before what would end an attribute or a tag', () => {
  expect(splitLinks('https://a.example/"onclick=x <b>')[0]).toEqual({
    text: 'https://a.example/',
    href: 'https://a.example/',
  })
})

test('splits long hostile texts too', () => {
  expect(splitLinks('https://'.repeat(5000)).length).toBeLessThan(3)
  expect(splitLinks(`https://a.example/${'.'.repeat(50_000)}`)[0]?.text).toBe('https://a.example/')
})
