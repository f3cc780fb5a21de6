import { expect, test } from 'vitest'
import { formatTransport } from '#/lib/platform/http/security-headers.ts'
import { type Scanned, scoreAnswer } from './observatory.ts'

const best: Scanned = {
  url: 'https://portal.example/',
  headers: {
    'content-type': 'text/html',
    'content-security-policy':
      "default-src 'none'; script-src 'nonce-a' 'strict-dynamic'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  },
  cookies: ['__Host-session=a; Path=/; Secure; HttpOnly; SameSite=Lax'],
  body: '<script src="/a.js"></script>',
}
const policy = (text: string) => ({ headers: { ...best.headers, 'content-security-policy': text } })
const without = (name: string) => ({ headers: { ...best.headers, [name]: undefined } })

test('gives an answer with all headers every point except those for preloading and hashes', () => {
  expect(formatTransport('on')).toBe(best.headers['strict-transport-security'])
  expect(scoreAnswer(best)).toMatchObject({ score: 135, grade: 'A+' })
})

test('fails an answer without headers', () => {
  const bare = { ...best, headers: { 'content-type': 'text/html' }, cookies: ['session=a'] }
  expect(scoreAnswer(bare)).toMatchObject({ score: 0, grade: 'F' })
})

const hsts = (text: string) => ({ headers: { ...best.headers, 'strict-transport-security': text } })

test.each<[string, Partial<Scanned>, string, number]>([
  ['inline scripts', policy("script-src 'unsafe-inline'"), 'content-security-policy', -20],
  ['no object-src', policy("script-src 'self'"), 'content-security-policy', -20],
  ['a repeated directive', policy("default-src 'none'; default-src 'self'"), 'content-security-policy', -25],
  ['no policy', without('content-security-policy'), 'x-frame-options', -20],
  ['no nosniff', without('x-content-type-options'), 'x-content-type-options', -5],
  ['HSTS without subdomains', hsts(formatTransport('off')), 'strict-transport-security', 0],
  ['a month of HSTS', hsts('max-age=2592000'), 'strict-transport-security', -10],
  ['a session that scripts can read', { cookies: ['session=a; Secure; SameSite=Lax'] }, 'cookies', -30],
  ['a script over http', { body: '<script src="http://x.example/a.js">' }, 'subresource-integrity', -50],
])('takes points off for %s', (_, worse, name, points) => {
  expect(scoreAnswer({ ...best, ...worse }).modifiers[name]).toBe(points)
})
