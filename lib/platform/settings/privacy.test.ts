import { expect, test } from 'vitest'
import { privacyIn } from './privacy.ts'

const link = 'https://desk.example/privacy'

test.each([
  ['', '', null],
  [link, 'Trattiamo i dati…', { text: 'Trattiamo i dati…', locale: 'it', href: null }],
  [link, '', { text: link, locale: 'en', href: link }],
  ['We hold…', '', { text: 'We hold…', locale: 'en', href: null }],
  ['', `See ${link}`, { text: `See ${link}`, locale: 'it', href: null }],
  ['', 'javascript:alert(1)', { text: 'javascript:alert(1)', locale: 'it', href: null }],
])('shows an Italian reader, of “%s” and “%s”, %j', (privacyEn, privacyIt, expected) => {
  expect(privacyIn({ privacyEn, privacyIt }, 'it')).toEqual(expected)
})
