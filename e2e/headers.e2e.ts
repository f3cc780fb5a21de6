import { globSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { BrowserContext } from '@playwright/test'
import { scoreAnswer } from '../tests/observatory.ts'
import { type Answer, ask } from './ask.ts'
import { admin, elena, gate, giulia } from './demo.ts'
import { test as base, expect } from './fixtures.ts'
import type { HttpsFront } from './https-front.ts'
import { signInAtProvider } from './identity-provider.ts'
import { codeIn } from './mailbox.ts'
import { listBuiltActions } from './matrix/manifest.ts'
import { fill, listRoutes } from './routes.ts'
import { askForCode, enterCode, type Site } from './site.ts'

/** The portal behind a TLS proxy, as the documentation recommends. */
const test = base.extend<{ front: HttpsFront }>({
  serverEnvironment: async ({ tls }, use) => use({ APP_URL: tls.url }),
  front: async ({ tls, site }, use) => {
    tls.redirectTo(site.url)
    await use(tls)
  },
  ignoreHTTPSErrors: true,
})
// In one worker, because they share one server.
test.describe.configure({ mode: 'default' })

const account = { account: 'poliambulatorio-levante' }

const cookieOf = async (site: Site, email: string | null): Promise<Record<string, string>> =>
  email ? { cookie: `__Host-recapito.session=${await site.sessionCookie(email)}` } : {}

test('Mozilla’s Observatory gives the pages A+', async ({ site, front }) => {
  for (const [path, who] of [
    ['/sign-in', null],
    ['/help', null],
    ['/brands/poliambulatorio-levante', null],
    [gate, giulia],
    ['/accounts/poliambulatorio-levante?env=sandbox', elena],
    ['/settings', elena],
    ['/admin/accounts', admin],
    ['/admin/settings', admin],
  ] as const) {
    const answer = await ask(front.url + path, { headers: await cookieOf(site, who) })
    expect(answer.status, path).toBe(200)
    const { score, faults } = scoreAnswer({ ...answer, cookies: answer.headers['set-cookie'] ?? [] })
    expect(faults, path).toEqual([])
    // A+ starts at 100. More than this needs preloading, which the operator decides, and hashes of our own files.
    expect(score, path).toBeGreaterThanOrEqual(130)
  }
})

/** The only answers that a shared cache may keep. */
const cachedPaths: [path: RegExp, control: RegExp][] = [
  [/^\/_next\/static\//, /^public, max-age=31536000, immutable$/],
  [/^\/(look\/manifest|favicon\.ico$)/, /^public, max-age=300$/],
  [/^\/look\//, /^public, max-age=31536000, immutable$/],
  [/^\/help\/.*\.png$/, /^public, max-age=\d+/],
  [/^\/brands\//, /^public, max-age=\d+$/],
  [/brand-support$/, /^public, max-age=\d+$/],
  [/^\/api\/v1\/openapi\.json$/, /./],
  [/^\/api\/time-zones$/, /^public, max-age=\d+$/],
]

/** Text that every request of the next test sends in its query, cookies and these headers. */
const echo = 'echo7391'
const echoing = Object.fromEntries(
  'accept-language content-type if-none-match next-url origin-agent range set-cookie traceparent x-action-redirect x-forwarded-host x-matched-path x-middleware-override-headers x-middleware-redirect x-middleware-request-x x-middleware-rewrite x-middleware-set-cookie x-nextjs-data x-nextjs-rewritten-path x-request-id'
    .split(' ')
    .map((name) => [name, `${echo}=1`]),
)

function checkHeaders({ status, headers, raw }: Answer, path: string): void {
  const says = `${path} ${status}`
  if (status === 304) return
  const isOpen = path.includes('brand-support')
  expect.soft(headers, says).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': isOpen ? 'cross-origin' : 'same-origin',
    'referrer-policy': path.startsWith('/brands/') ? 'no-referrer' : 'same-origin',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  })
  expect.soft(headers['access-control-allow-origin'], says).toBe(isOpen ? '*' : undefined)
  expect.soft(headers['permissions-policy'], says).toMatch(/camera=\(\).*publickey-credentials-get=\(self\)/)
  const policy = headers['content-security-policy'] ?? ''
  // A mail is shown with its own styles, without scripts, in a frame of our own pages.
  const isMail = path.startsWith('/dev/mailbox/') || (/\/mail\.html/.test(path) && status === 200)
  expect
    .soft(policy, says)
    .toMatch(
      /mail\.html/.test(path) && status === 200
        ? /frame-ancestors 'self'; sandbox$/
        : /^default-src 'none'; .*frame-ancestors 'none'/,
    )
  if (!isMail) expect.soft(policy, says).not.toMatch(/unsafe|\*|https?:/)
  expect.soft(headers['x-robots-tag'], says).toBe(/^\/brands\//.test(path) ? 'all' : 'noindex, nofollow')
  const control = status < 400 ? cachedPaths.find(([one]) => one.test(path))?.[1] : undefined
  const cached = status === 404 && path.startsWith('/brands/') ? /^public, max-age=30$/ : control
  expect.soft(headers['cache-control'] ?? '', says).toMatch(cached ?? /no-store/)
  // One call for all names, because Playwright records each call.
  const names = raw.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase())
  const revealing = names.filter((name) => /^x-powered|^server$|^x-middleware|^x-recapito/.test(name))
  const twice = names.filter((name, at) => !/^(set-cookie|vary)$/.test(name) && names.indexOf(name) < at)
  // Only the redirect header may contain the request's text, and it leads to our own site.
  const leading = raw.filter((_, at) => /^(location|refresh)$/.test(names[at >> 1] ?? '') && at % 2 === 1)
  const outside = leading.filter((value) => !/^(0;url=)?\/(?![/\\])/.test(value))
  const echoed = raw.filter((value) => value.includes(echo) && !leading.includes(value))
  expect
    .soft({ revealing, twice, outside, echoed }, says)
    .toEqual({ revealing: [], twice: [], outside: [], echoed: [] })
}

test('every answer has the headers it needs', async ({ site, front }) => {
  test.slow()
  const { pages, handlers } = listRoutes()
  const routes = [...pages, ...handlers].map((route) => fill(route, account))
  const files = [
    ...globSync('public/**/*.png').map((file) => file.replace('public', '')),
    ...globSync('.next/static/**/*.{js,css,woff2,svg}')
      .slice(0, 12)
      .map((file) => file.replace('.next', '/_next')),
  ]
  const errors = [
    '/nothing',
    '/nothing.png',
    '/_next/static/nothing.js',
    '/_next/image?url=/favicon.ico',
    '/robots.txt',
    '/favicon.ico',
    '/sign-in/',
    '/accounts/%00',
    '/%',
    '/brands/nobody',
    '/brands/%',
    '/brands/poliambulatorio-levante',
    '/api/v1/nothing',
    '/api/nothing',
  ]
  const seen: number[] = []
  // Alone, because it reports a store that takes long.
  const alone = '/api/health'
  expect(routes).toContain(alone)
  for (const who of [null, elena, admin]) {
    const headers = await cookieOf(site, who)
    const own = routes.filter((route) => route.startsWith(who === admin ? '/admin' : '/accounts'))
    const paths = who === null ? [...routes, ...files, ...errors] : own
    const waiting = paths.filter((path) => path !== alone)
    const open = async (path: string) => {
      const cookie = `${headers.cookie}; recapito.locale=${echo}; ${echo}=1`
      const query = `${path.includes('?') ? '&' : '?'}${echo}=1,${echo}`
      const answer = await ask(front.url + path + query, { headers: { ...echoing, cookie } })
      checkHeaders(answer, path)
      seen.push(answer.status)
    }
    const work = async () => {
      for (let path = waiting.pop(); path; path = waiting.pop()) await open(path)
    }
    if (paths.includes(alone)) await open(alone)
    await Promise.all([work(), work(), work(), work()])
  }
  for (const method of ['HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'PROPFIND']) {
    for (const path of [
      '/sign-in',
      '/api/health',
      '/api/v1/events',
      '/admin/audit/export.csv',
      '/help/en/gate.png',
    ]) {
      const answer = await ask(front.url + path, { method, headers: { 'content-length': '0' } })
      checkHeaders(answer, path)
      seen.push(answer.status)
    }
  }
  const [tag] = [(await ask(`${front.url}/brands/poliambulatorio-levante`)).headers.etag ?? '']
  const known = await ask(`${front.url}/brands/poliambulatorio-levante`, {
    headers: { 'if-none-match': tag },
  })
  expect(known.status).toBe(304)
  // A policy in the 304 would replace the one that the browser stored with the page.
  expect(known.headers['content-security-policy']).toBeUndefined()
  for (const status of [200, 303, 307, 308, 400, 401, 404, 405]) expect(seen).toContain(status)
  expect(seen.filter((status) => status >= 500)).toEqual([])
})

/** A socket's answer to a handwritten request. */
function askRaw(url: string, head: string): Promise<string> {
  const { port } = new URL(url)
  return new Promise((answered, failed) => {
    let said = ''
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`${head}\r\nConnection: close\r\n\r\n`),
    )
    socket.on('data', (chunk) => {
      said += chunk
    })
    socket.on('error', failed).on('close', () => answered(said))
  })
}

test('refuses useless methods, odd targets and forms of other sites', async ({ site }) => {
  const before = site.server.log()
  const host = new URL(site.url).host
  for (const [line, status] of [
    ['TRACE /sign-in', 405],
    ['OPTIONS *', 204],
    ['GET ftp://evil.example/', 400],
    ['GET http://evil.example/sign-in', 200],
    ['GET //evil.example/sign-in', 308],
    ['GET /\\evil.example', 308],
  ] as const) {
    const answer = await askRaw(site.url, `${line} HTTP/1.1\r\nHost: ${host}`)
    expect(answer, line).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer, line).not.toMatch(/location: (https?:|\/\/|\/\\)|x-middleware|\n\s+at /i)
    if (status === 405) expect(answer, line).toMatch(/\nallow: /i)
  }
  for (const hosts of [
    'Host: a.example\r\nHost: b.example',
    'Host: a.example/b',
    `Host: ${host}\r\nHost: ${host}`,
  ])
    expect(await askRaw(site.url, `GET /sign-in HTTP/1.1\r\n${hosts}`), hosts).toMatch(/^HTTP\/1.1 400 /)
  const prefetch = await fetch(`${site.url}/sign-in`, { headers: { 'x-middleware-prefetch': '1' } })
  expect(await prefetch.text()).toContain('</html>')
  // A WebSocket request gets an ordinary answer, and its connection closes.
  for (const [path, status] of [
    ['/sign-in', 200],
    ['/%', 400],
  ] as const) {
    const line = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: upgrade`
    expect(await askRaw(site.url, line), path).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  }
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'next-action': '7f'.padEnd(42, '0') },
  ]) {
    const posted = await fetch(`${site.url}/sign-in`, { method: 'POST', headers, body: new FormData() })
    expect(posted.status, JSON.stringify(headers)).toBe(403)
  }
  const dotted = `POST /api/v1/%2e%2e/.%2E/sign-in HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://evil.example`
  expect(await askRaw(site.url, `${dotted}\r\nContent-Length: 0`)).toMatch(/^HTTP\/1.1 403 /)
  // A request of our scripts, forged by somebody else.
  const id = listBuiltActions().find(({ pages }) => pages.includes('/sign-in'))?.id ?? ''
  const form = (...entries: [name: string, value: string][]) => {
    const body = new FormData()
    for (const [name, value] of entries) body.set(name, value)
    return { body }
  }
  const argument = (body: string, type = 'text/plain') => ({
    body,
    headers: { 'next-action': id, 'content-type': type },
  })
  const bound = ['$ACTION_1:0', JSON.stringify({ id, bound: '$@1' })] as [string, string]
  const cut = { body: '--x\r\nContent-Disposi' }
  for (const [sent, status] of [
    [{ ...cut, headers: { 'content-type': 'multipart/form-data' } }, 400],
    [{ ...cut, headers: { 'content-type': 'multipart/form-data; boundary=x' } }, 400],
    [argument(cut.body, 'multipart/form-data; boundary=x'), 400],
    [argument('{{{'), 400],
    [argument(''), 400],
    [argument('null'), 400],
    [argument('["$F1"]'), 400],
    [{ ...form(['0', '["$1:__proto__:x"]'], ['1', '[]']), headers: { 'next-action': id } }, 400],
    [form(['$ACTION_REF_1', ''], bound), 400],
    [form(['$ACTION_REF_1', ''], bound, ['$ACTION_1:1', '{{{']), 400],
    [form(['1_$ACTION_ID_x', '']), 400],
    [form([`$ACTION_ID_${'7f'.padEnd(42, '0')}`, '']), 409],
    [{ body: '[]', headers: { 'next-action': 'toString' } }, 400],
    [{ body: '[]', headers: { 'next-action': '7f'.padEnd(42, '0') } }, 409],
    [{ method: 'GET', headers: { 'next-router-state-tree': 'garbage', rsc: '1' } }, 400],
  ] as [RequestInit, number][]) {
    const answer = await fetch(`${site.url}/sign-in`, { method: 'POST', ...sent })
    const body = await answer.text()
    expect([answer.status, answer.headers.get('content-type')], JSON.stringify(sent)).toEqual([
      status,
      expect.stringContaining('text/plain'),
    ])
    expect(body).toMatch(/^(The .* could not be read|(Invalid )?Server Action)/)
  }
  const said = () => site.server.log().slice(before.length)
  // The log line of the last request can follow its answer.
  await expect.poll(said).toContain('"of":"router-state"')
  expect(said()).not.toMatch(/\n\s+at |Error/)
  expect(said()).toContain('"event":"sent-from-elsewhere"')
  for (const kind of ['form', 'action', 'router-state'])
    expect(said().split(`"event":"unreadable","of":"${kind}","count":1`), kind).toHaveLength(2)
})

/** The Set-Cookie headers that a browser gets. */
function collectCookies(context: BrowserContext): string[] {
  const cookies: string[] = []
  context.on('response', async (response) => {
    const headers = await response.headersArray().catch(() => [])
    for (const { name, value } of headers)
      if (name.toLowerCase() === 'set-cookie') cookies.push(...value.split('\n'))
  })
  return cookies
}

test.describe('with a provider', () => {
  test.use({
    serverEnvironment: async ({ tls, onlyProvider }, use) =>
      use({ APP_URL: tls.url, ...onlyProvider.environment }),
  })

  test('every cookie is bound to this host', async ({ page, context, site, front, onlyProvider }) => {
    const cookies = collectCookies(context)
    await page.goto(`${front.url}/sign-in`)
    await page.getByText('English').first().click()
    await page.locator('button[name=locale][value=en]').click()
    // Leaving the page earlier would abort the answer.
    await expect
      .poll(async () => (await context.cookies()).map(({ name }) => name))
      .toContain('__Host-recapito.locale')
    await askForCode(page, elena, `${front.url}/sign-in`)
    await enterCode(page, codeIn(await site.mailTo(elena)))
    await page.waitForURL((url) => url.pathname.startsWith('/accounts'))
    await page.goto(`${front.url}/accounts/poliambulatorio-levante?env=sandbox`)
    expect((await context.cookies()).map(({ name }) => name)).toContain('__Secure-recapito.environment')
    await askForCode(page, 'elena.new@levante.example', `${front.url}/settings`)

    await context.clearCookies()
    onlyProvider.people.set('elena', { email: elena, email_verified: true })
    await page.goto(`${front.url}/sign-in`)
    await page.locator('button[name=provider], form:has([name=provider]) button').first().click()
    await signInAtProvider(page, 'elena')
    await page.waitForURL((url) => url.pathname.startsWith('/accounts'))
    const ours = cookies.filter((cookie) => cookie.includes('recapito.'))
    const names = new Set(ours.map((cookie) => cookie.split('=')[0]))
    expect([...names].sort()).toEqual([
      '__Host-recapito.browser',
      '__Host-recapito.change-address',
      '__Host-recapito.locale',
      '__Host-recapito.provider.csrf',
      '__Host-recapito.provider.next',
      '__Host-recapito.provider.nonce',
      '__Host-recapito.provider.pkce',
      '__Host-recapito.provider.state',
      '__Host-recapito.provider.zone',
      '__Host-recapito.session',
      '__Host-recapito.sign-in',
      '__Secure-recapito.environment',
    ])
    for (const cookie of ours) {
      const said = cookie.toLowerCase()
      expect(said).toMatch(/; secure/)
      expect(said).toMatch(/; httponly/)
      expect(said).toMatch(/; samesite=lax/)
      expect(said).not.toMatch(/; domain=/)
      expect(said).toMatch(
        said.startsWith('__host-') ? /; path=\/(;|$)/ : /; path=\/accounts\/poliambulatorio-levante(;|$)/,
      )
    }
    const held = await context.cookies(front.url)
    expect(held.filter(({ name }) => name.includes('recapito')).map(({ name }) => name)).toEqual([
      '__Host-recapito.session',
    ])
  })
})

test('an address sets the environment’s cookie alone, for an account that could exist', async ({ front }) => {
  const view = '00000000-0000-4000-8000-000000000000'
  const cookiesOf = async (path: string) =>
    (await ask(`${front.url}${path}?env=sandbox`)).headers['set-cookie'] ?? []
  const accounts = ['/accounts/aurora', `/admin/accounts/aurora/as-partner/${view}`]
  for (const mark of ['', ',', '%2c', ';', '%3b', '%253b', '=', '%3d', '%0d%0a']) {
    const trap = mark && `${mark}__Host-recapito.session=x`
    for (const account of accounts) {
      const only = `__Secure-recapito.environment=sandbox; Path=${account}; Secure; HttpOnly; SameSite=lax`
      expect(await cookiesOf(account + trap), account + trap).toEqual(trap ? [] : [only])
      expect(await cookiesOf(`${account}/nowhere${trap}`), trap).toEqual([only])
    }
    const elsewhere = `/admin/accounts/aurora${trap}/as-partner/${view}`
    expect(await cookiesOf(elsewhere), elsewhere).toHaveLength(trap ? 0 : 1)
  }
})

test('sets every cookie with those options, wherever it is', () => {
  const sets = globSync('{app,lib,components}/**/*.{ts,tsx}', { exclude: (file) => file.includes('.test.') })
    .concat('proxy.ts')
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:jar|cookies)\.set\([^;]*?\)\n/gs)].map(([said]) => ({
        file,
        said,
      })),
    )
  expect(sets.length).toBeGreaterThan(5)
  for (const { file, said } of sets) expect(said, file).toMatch(/[cC]ookieOptions|attributes\)/)
})

test('keeps a connection open longer than a proxy does', async ({ request, site }) => {
  const answer = await request.get(`${site.url}/api/health`)
  const [, seconds] = /timeout=(\d+)/.exec(answer.headers()['keep-alive'] ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(60)
})
