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

test('gives an answer with all headers every point except those for preloading and hashes', () => {
  expect(formatTransport('on')).toBe(best.headers['strict-transport-security'])
  expect(scoreAnswer(best)).toEqual({ score: 135, faults: [] })
})

const says = (name: string, text?: string) => ({ headers: { ...best.headers, [name]: text } })

test.each<[string, Partial<Scanned>, string]>([
  [
    'inline scripts',
    says('content-security-policy', "default-src 'none'; script-src 'unsafe-inline'"),
    'content-security-policy',
  ],
  [
    'scripts of any host',
    says('content-security-policy', "default-src 'none'; script-src https:"),
    'content-security-policy',
  ],
  ['no default', says('content-security-policy', "script-src 'self'"), 'content-security-policy'],
  [
    'a repeated directive',
    says('content-security-policy', "default-src 'none'; default-src 'none'"),
    'content-security-policy',
  ],
  ['no policy', says('content-security-policy'), 'x-frame-options'],
  ['no nosniff', says('x-content-type-options'), 'x-content-type-options'],
  ['a month of HSTS', says('strict-transport-security', 'max-age=2592000'), 'strict-transport-security'],
  ['an unsafe referrer policy', says('referrer-policy', 'unsafe-url'), 'referrer-policy'],
  ['a session that scripts can read', { cookies: ['session=a; Secure; SameSite=Lax'] }, 'cookies'],
  ['a script of another origin', { body: '<script src="//x.example/a.js">' }, 'subresource-integrity'],
])('takes points off for %s', (_, worse, fault) => {
  const { score, faults } = scoreAnswer({ ...best, ...worse })
  expect(faults).toContain(fault)
  expect(score).toBeLessThan(135)
})
