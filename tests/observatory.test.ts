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

test('what says everything has all the points there are without preloading and hashes', () => {
  expect(scoreAnswer(best)).toMatchObject({ score: 135, grade: 'A+' })
})

test('names below ours may be left out of HSTS', () => {
  expect(formatTransport('on')).toBe(best.headers['strict-transport-security'])
  expect(formatTransport('off')).toBe('max-age=63072000')
})

test('what says nothing fails', () => {
  const bare = { ...best, headers: { 'content-type': 'text/html' }, cookies: ['session=a'] }
  expect(scoreAnswer(bare)).toMatchObject({ score: 0, grade: 'F' })
})

test.each<[string, Partial<Scanned>, string, number]>([
  [
    'inline scripts',
    policy("default-src 'none'; script-src 'unsafe-inline'"),
    'content-security-policy',
    -20,
  ],
  [
    'a nonce over inline scripts',
    policy("default-src 'self'; script-src 'unsafe-inline' 'nonce-a'"),
    'content-security-policy',
    5,
  ],
  ['scripts from anywhere', policy('script-src https:; object-src *'), 'content-security-policy', -20],
  ['no word of objects', policy("script-src 'self'"), 'content-security-policy', -20],
  ['eval', policy("default-src 'none'; script-src 'unsafe-eval'"), 'content-security-policy', -10],
  ['inline styles', policy("default-src 'none'; style-src 'unsafe-inline'"), 'content-security-policy', 0],
  ['a directive twice', policy("default-src 'none'; default-src 'self'"), 'content-security-policy', -25],
  [
    'strict-dynamic alone',
    policy("default-src 'none'; script-src 'strict-dynamic'"),
    'content-security-policy',
    -25,
  ],
  ['no policy', without('content-security-policy'), 'x-frame-options', -20],
  ['no nosniff', without('x-content-type-options'), 'x-content-type-options', -5],
  [
    'HSTS without what lies below',
    { headers: { ...best.headers, 'strict-transport-security': formatTransport('off') } },
    'strict-transport-security',
    0,
  ],
  ['no HSTS', without('strict-transport-security'), 'strict-transport-security', -20],
  [
    'a month of HSTS',
    { headers: { ...best.headers, 'strict-transport-security': 'max-age=2592000' } },
    'strict-transport-security',
    -10,
  ],
  ['http', { url: 'http://portal.example/' }, 'strict-transport-security', -20],
  ['a session that scripts read', { cookies: ['session=a; Secure; SameSite=Lax'] }, 'cookies', -30],
  ['a session over http', { cookies: ['session=a; HttpOnly; SameSite=Lax'] }, 'cookies', -10],
  ['a cookie over http', { cookies: ['a=a; SameSite=Lax'] }, 'cookies', -5],
  ['a cookie for every site', { cookies: ['a=a; Secure; HttpOnly'] }, 'cookies', 0],
  ['a token against forging without SameSite', { cookies: ['csrf=a; Secure'] }, 'cookies', -20],
  [
    'a script of another host',
    { body: '<script src="https://cdn.example/a.js"></script>' },
    'subresource-integrity',
    -5,
  ],
  ['one by http', { body: '<script src="http://cdn.example/a.js"></script>' }, 'subresource-integrity', -50],
  [
    'a loose referrer',
    { headers: { ...best.headers, 'referrer-policy': 'unsafe-url' } },
    'referrer-policy',
    -5,
  ],
])('%s', (_, worse, name, points) => {
  expect(scoreAnswer({ ...best, ...worse }).modifiers[name]).toBe(points)
})
