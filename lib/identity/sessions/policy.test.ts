import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day, hour } from '#/lib/platform/values/clock.ts'
import { normaliseCode, safeNextPath } from './policy.ts'
import { isSessionAlive } from './queries.ts'

test.each([
  ['that just began', 0, null, 0, true],
  ['used 12 hours ago, less a moment', 0, null, 12 * hour - 1, true],
  ['used 12 hours ago', 0, null, 12 * hour, false],
  ['7 days old less a moment, in use', 7 * day - 2, null, 7 * day - 1, true],
  ['7 days old, in use', 7 * day - 1, null, 7 * day, false],
  ['ended', 0, 0, 0, false],
])('judges a session %s', (_, lastUsedAt, endedAt, at, alive) => {
  expect(isSessionAlive({ createdAt: 0, lastUsedAt, endedAt }, at)).toBe(alive)
})

test.each([
  ['12345678', '12345678'],
  [' 1234 5678 ', '12345678'],
  ['1234-5678', '12345678'],
  ['1234\u00a05678', '12345678'],
  ['00000000', '00000000'],
  ['1234567', null],
  ['123456789', null],
  ['1234567a', null],
  ['١٢٣٤٥٦٧٨', null],
  ['', null],
  [`${' '.repeat(50)}12345678`, null],
])('reads the typed code %j as %j', (typed, code) => expect(normaliseCode(typed)).toBe(code))

describe('the page after signing in', () => {
  test.each([
    '/accounts',
    '/accounts/clinica-aurora/onboarding?env=sandbox',
    '/admin/accounts',
    '/settings',
    '/invitations/abc_-123',
    '/help?x=1',
  ])('can be %s', (path) => expect(safeNextPath(path)).toBe(path))

  test.each([
    '',
    '/',
    '//evil.example',
    '///evil.example',
    'https://evil.example/accounts',
    'javascript:alert(1)',
    '/\\evil.example',
    '/accounts/\\evil.example',
    '/accounts//evil.example',
    '/accounts/../../evil',
    '/accounts/%2e%2e/api/auth/callback/oidc',
    '/accounts/..',
    '/accounts\t//evil.example',
    '/accounts/\r\nset-cookie: x=1',
    '/accounts/caffè',
    '/accountsevil',
    '/accounts#x',
    '/sign-in/link/abc',
    '/api/auth/callback/oidc',
    ' /accounts',
    '@evil.example/accounts',
    `/accounts/${'a'.repeat(500)}`,
  ])('cannot be %j', (path) => expect(safeNextPath(path)).toBeNull())

  test('is always one of ours, fits a header, and is exactly what the browser requests', () => {
    const piece = fc.constantFrom(
      ...'/ \\ .. %2e %2f ? # @ : \t \n accounts evil.example settings è'.split(' '),
    )
    const path = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(piece, { maxLength: 12 }).map((pieces) => `/accounts${pieces.join('')}`),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(path, (typed) => {
        const next = safeNextPath(typed)
        if (next === null) return
        const url = new URL(next, 'https://portal.example')
        expect(url.origin).toBe('https://portal.example')
        expect(url.href).toBe(`https://portal.example${next}`)
        expect(url.pathname).toMatch(/^\/(accounts|admin|settings|invitations|help)(\/|$)/)
        expect(next).toMatch(/^[\x21-\x7e]+$/)
      }),
      { numRuns: 2000 },
    )
  })
})
