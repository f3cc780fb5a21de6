import { expect, test } from 'vitest'
import { displayUrl, globalNumber, helpLink, mailLink, phoneLink } from './links.ts'

test.each([
  ['help@brand.example', 'mailto:help@brand.example'],
  ['a+b&c=?#%/@brand.example', 'mailto:a%2Bb%26c%3D%3F%23%25%2F@brand.example'],
  ["o'hara@brand.example", "mailto:o'hara@brand.example"],
  ['help@brand.example?bcc=x@y.example', null],
  ['Help <help@brand.example>', null],
  ['a b@brand.example', null],
  ['help', null],
  ['', null],
])('makes of the address %j the link %j', (address, link) => expect(mailLink(address)).toBe(link))

test.each([
  ['+39 080 555 0100', 'tel:+390805550100', '+390805550100'],
  ['+44 (0)20 7946-0100', 'tel:+442079460100', '+442079460100'],
  ['+39 (0)80 555 0100', 'tel:+390805550100', '+390805550100'],
  ['0039 (0)6 698 0100', 'tel:+39066980100', '+39066980100'],
  ['+(39) (0)80 555 0100', 'tel:+390805550100', '+390805550100'],
  ['+378 (0)549 880100', 'tel:+3780549880100', '+3780549880100'],
  ['+49 (0)39 555 0100', 'tel:+49395550100', '+49395550100'],
  ['0039 080.555.0100', 'tel:+390805550100', '+390805550100'],
  ['800 123 456', 'tel:800123456', null],
  ['+0 123 456 78', 'tel:012345678', null],
  ['', null, null],
  ['+39 080;phone-context=evil', null, null],
  ['1-800-FLOWERS', null, null],
])('makes of the number %j the link %j', (phone, link, number) => {
  expect(phoneLink(phone)).toBe(link)
  expect(globalNumber(phone)).toBe(number)
})

test.each([
  ['https://brand.example/help', 'https://brand.example/help', 'brand.example/help'],
  ['http://brand.example', 'http://brand.example/', 'brand.example'],
  ['https://münchen.example/', 'https://xn--mnchen-3ya.example/', 'xn--mnchen-3ya.example'],
  [
    `https://brand.example/${'x'.repeat(100)}`,
    `https://brand.example/${'x'.repeat(100)}`,
    `brand.example/${'x'.repeat(46)}…`,
  ],
])('opens %j as %j and shows %j', (typed, href, shown) => {
  expect(helpLink(typed)).toBe(href)
  expect(displayUrl(href)).toBe(shown)
})

test.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>',
  'ftp://brand.example',
  '//brand.example',
  'brand.example',
  'https://user:secret@brand.example/',
  '',
])('%j is not a help page', (typed) => expect(helpLink(typed)).toBeNull())
