import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { crossSiteHeader, hostsOf, maxCookies, maxParameters, parseTarget, refuseEarly } from './refusal.ts'

const refusalOf = (method: string, target: string | null, headers: IncomingHttpHeaders = {}) =>
  refuseEarly({ method, target, headers, hosts: [] })
const ours = { host: 'portal.example' }

test('lets pages be read and take forms, and leaves other methods to route handlers', () => {
  for (const method of ['GET', 'HEAD', 'POST']) expect(refusalOf(method, '/sign-in')).toBeNull()
  for (const method of ['OPTIONS', 'PUT', 'DELETE', 'TRACE', 'PROPFIND'])
    expect(refusalOf(method, '/sign-in')).toMatchObject({ status: 405, allow: 'GET, HEAD, POST' })
  for (const path of ['/api/v1/accounts', '/brands/levante']) {
    for (const method of ['GET', 'OPTIONS', 'PUT', 'PATCH']) expect(refusalOf(method, path)).toBeNull()
    expect(refusalOf('TRACE', path)?.status).toBe(405)
  }
})

test('lets files only be read', () => {
  for (const path of ['/_next/static/a.js', '/help/en/gate.png', '/favicon.ico?a']) {
    expect(refusalOf('GET', path)).toBeNull()
    expect(refusalOf('POST', path)).toMatchObject({ status: 405, allow: 'GET, HEAD' })
  }
  expect(refusalOf('POST', '/help')).toBeNull()
})

test('reads a target as a path, whatever host it names', () => {
  expect(parseTarget('/a?b')).toBe('/a?b')
  expect(parseTarget('http://evil.example:80/a?b')).toBe('/a?b')
  expect(parseTarget('HTTPS://evil.example')).toBe('/')
  expect(parseTarget('//evil.example/a')).toBe('//evil.example/a')
  const long = `http://a.${'toString'.repeat(5_000)}/`
  for (const none of ['', 'a', 'ftp://x/a', 'http://', 'evil.example:443', long])
    expect(parseTarget(none)).toBeNull()
  expect(refusalOf('GET', parseTarget('*'))?.status).toBe(400)
  expect(refusalOf('GET', null)?.status).toBe(400)
  expect(refusalOf('OPTIONS', parseTarget('*'))).toMatchObject({ status: 204, allow: expect.any(String) })
})

test('judges a path as Next reads it: without dots, however they are written', () => {
  const ways = ['/api/v1/../../', '/api/v1/%2e%2E/.%2e/./', '/api/v1\\..\\..\\', '/_next/../']
  for (const way of [...ways, 'http://any.host/api/v1/../../'])
    expect(parseTarget(`${way}settings?a`), way).toBe('/settings?a')
  expect(parseTarget('/..//evil.example')).toBe('//evil.example')
  expect(parseTarget('/api/v1/..%2f..%2fsettings')).toBe('/api/v1/..%2f..%2fsettings')
  const fromElsewhere = { ...ours, origin: 'https://evil.example' }
  expect(refusalOf('POST', parseTarget('/api/v1/../../settings'), fromElsewhere)?.status).toBe(403)
})

test('refuses a path with broken encoding; a brand’s leads to an unknown brand page', () => {
  const broken = [
    '/%',
    '/accounts/%ff',
    '/help/%E0%A4.png',
    '/accounts/%00',
    '/admin/accounts?q=%00',
    '/api/%',
  ]
  for (const none of broken) expect(parseTarget(none), none).toBeNull()
  for (const fine of ['/accounts/%C3%A0', '/?q=%ff', '/api/v1/events?%00', '/brands/a?zone=%00'])
    expect(parseTarget(fine)).toBe(fine)
  for (const none of ['/brands/%', '/brands/a%00?lang=it', '/brands/%ff?a'])
    expect(parseTarget(none)).toBe('/brands/-')
  expect(parseTarget('/brands/a/%')).toBeNull()
})

test.each<[IncomingHttpHeaders, boolean]>([
  [{}, true],
  [{ origin: 'https://portal.example' }, true],
  [{ origin: 'https://portal.example', 'sec-fetch-site': 'same-origin' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'https://portal.example.evil.example' }, false],
  [{ origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ origin: 'null' }, false],
  [{ origin: 'null', 'sec-fetch-site': 'none' }, false],
  // A browser that hides its origin sends this from a page of ours.
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, true],
  [{ origin: 'garbage' }, false],
  // An address without a host counts as an unknown host.
  [{ origin: 'file://' }, false],
  [{ origin: 'file://portal.example' }, false],
  [{ origin: 'about:blank' }, false],
  [{ origin: 'moz-extension://portal.example' }, false],
  [{ origin: '' }, false],
  [{ origin: 'file://', host: '' }, false],
  [{ origin: 'file://', 'x-forwarded-host': '' }, false],
  [{ origin: 'https://partners.example', 'x-forwarded-host': 'partners.example, inner' }, true],
  [{ origin: 'https://partners.example', 'x-forwarded-host': 'other.example' }, false],
])('takes %j as sent from here: %s', (said, isOurs) => {
  const headers = { ...ours, ...said }
  expect(crossSiteHeader(headers) === null).toBe(isOurs)
  for (const path of ['/settings', '/admin/accounts/import/upload'])
    expect(refusalOf('POST', path, headers)?.status, path).toBe(isOurs ? undefined : 403)
  // Anybody may read; the API is for programs, which send a key and no cookie.
  expect(refusalOf('GET', '/settings', headers)).toBeNull()
  expect(refusalOf('POST', '/api/v1/events', headers)).toBeNull()
  // Without this refusal Next would show a page there, and run an action.
  for (const path of ['/api/none', '/api/v1', '/api/auth/none', '/brands/none'])
    expect(refusalOf('POST', path, headers)?.status, path).toBe(isOurs ? undefined : 403)
})

test('refuses more parameters or cookies than pages and browsers have: Next’s time grows with the square', () => {
  const query = (count: number) => `/sign-in?a?${'a&'.repeat(count - 1)}`
  const cookie = (count: number) => ({ cookie: Array(count).fill('a=b').join('; ') })
  for (const path of ['/sign-in', '/api/health', '/api/v1/accounts', '/brands/levante', '/favicon.ico']) {
    expect(refusalOf('GET', path, cookie(maxCookies)), path).toBeNull()
    expect(refusalOf('GET', path, cookie(maxCookies + 1))?.status, path).toBe(431)
  }
  expect(refusalOf('GET', query(maxParameters))).toBeNull()
  expect(refusalOf('GET', query(maxParameters + 1))?.status).toBe(414)
  expect(refusalOf('POST', query(maxParameters + 1), ours)?.status).toBe(414)
})

test('refuses a broken router state from everybody', () => {
  const state = (text: string) => refusalOf('GET', '/sign-in', { 'next-router-state-tree': text })
  expect(state(encodeURIComponent('["",{"children":["sign-in",{}]},null,null]'))).toBeNull()
  for (const none of ['', 'garbage', '%', '{"a":1}', 'null', `["",{"a":${'['.repeat(9_000)}`])
    expect(state(none)?.status, none.slice(0, 20)).toBe(400)
})

test('refuses several Host headers, and one that is not a host with its port', () => {
  const statusOf = (...rawHeaders: string[]) =>
    refuseEarly({ method: 'GET', target: '/', headers: {}, hosts: hostsOf(rawHeaders) })?.status ?? null
  for (const host of [
    'portal.example',
    'portal.example:443',
    '192.0.2.7',
    '[2001:db8::1]:3000',
    'my_container',
  ])
    expect(statusOf('Host', host), host).toBeNull()
  expect(statusOf('Accept', 'host')).toBeNull()
  expect(statusOf('Host', 'a', 'X-Other', 'b', 'HOST', 'a')).toBe(400)
  for (const host of [
    '',
    'a/b',
    'a/../b',
    'a?b',
    'a#b',
    'a@b',
    'a:b',
    'a:1:2',
    'a b',
    'a,b',
    'http://a',
    '[a/b]',
  ])
    expect(statusOf('host', host), host).toBe(400)
})
