import { type IncomingHttpHeaders, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { describeSeen } from '#/lib/admin/health/seen-request.ts'
import { resolveOrigin } from '#/lib/platform/http/request-origin.ts'
import { signId } from '#/lib/platform/mail/signed-token.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { forge } from '#/tests/forge.ts'
import { findPort } from '#/tests/port.ts'
import { serve } from '#/tests/serve.ts'
import { ask } from './ask.ts'
import { askPortal, checkProxy } from './web.ts'

/** Answers as `/api/health` does. */
async function startPortal(isTrusting = true): Promise<string> {
  const trusts = () => isTrusting
  const port = await serve((asked, answered) => {
    resolveOrigin(asked, trusts)
    const seen = describeSeen(asked, trusts)
    answered.end(JSON.stringify({ status: 'ok', version: '1.2.3', ...(seen && { seen }) }))
  })
  return `http://127.0.0.1:${port}`
}

type Change = (headers: IncomingHttpHeaders) => IncomingHttpHeaders

/** A proxy before the portal, which passes on these headers. */
async function startProxy(portal: string, change: Change): Promise<string> {
  const port = await serve((asked, answered) => {
    const passed = request(portal + asked.url, { headers: change(asked.headers) }, (answer) => {
      answered.writeHead(answer.statusCode ?? 502)
      answer.pipe(answered)
    })
    passed.end()
  })
  return `http://127.0.0.1:${port}`
}

const asDocumented: Change = (headers) => ({
  ...headers,
  'x-forwarded-for': '198.51.100.7',
  'x-forwarded-proto': 'http',
})

async function judge(url: string, appUrl = url): Promise<string[]> {
  const found = await checkProxy(appUrl, askPortal(url))
  return found.map(({ is, says }) => `${is}: ${says}`)
}

test.each<[string, { isTrusting?: boolean; change?: Change; expected: RegExp }]>([
  ['none', { expected: /^ok: .* leads here, to version 1\.2\.3; there is no proxy\.$/ }],
  [
    'none, and nobody trusted',
    { isTrusting: false, expected: /^ok: .* leads here, to version 1\.2\.3; there is no proxy\.$/ },
  ],
  [
    'one as documented',
    {
      change: asDocumented,
      expected: /^ok: .*; 127\.0\.0\.1 passes on host, protocol and client\.$/,
    },
  ],
  [
    'one that is not trusted',
    { isTrusting: false, change: asDocumented, expected: /^look at this: .* TRUSTED_PROXIES does not name/ },
  ],
  [
    'one that believes clients',
    {
      change: (headers) => headers,
      expected: /^broken: 127\.0\.0\.1 passes on X-Forwarded-For as clients write it/,
    },
  ],
  [
    'one that names no client',
    {
      change: ({ 'x-forwarded-for': _, ...headers }) => headers,
      expected: /^broken: 127\.0\.0\.1 does not set X-Forwarded-For/,
    },
  ],
  [
    'one that changes the host',
    {
      change: (headers) => ({ ...asDocumented(headers), host: 'inside.example:3000' }),
      expected:
        /^broken: Recapito sees the host inside\.example:3000 instead of 127\.0\.0\.1:\d+ and refuses forms/,
    },
  ],
  [
    'one that says https to a portal of http',
    {
      change: (headers) => ({ ...asDocumented(headers), 'x-forwarded-proto': 'https' }),
      expected: /^look at this: Recapito sees https instead of http/,
    },
  ],
])('judges the proxies before the portal: %s', async (_, { isTrusting, change, expected }) => {
  const portal = await startPortal(isTrusting)
  expect(await judge(change ? await startProxy(portal, change) : portal)).toEqual([
    expect.stringMatching(expected),
  ])
})

test('a proxy with https that is not trusted is broken, and nothing else is said of it', async () => {
  const url = await startProxy(await startPortal(false), asDocumented)
  expect(await judge(url, url.replace('http:', 'https:'))).toEqual([
    expect.stringMatching(/^broken: Requests come from 127\.0\.0\.1, which TRUSTED_PROXIES does not name/),
  ])
})

test('another program, a redirect, a server that is not ok, another installation and nobody are broken', async () => {
  const answering = async (status: number, body: string, headers = {}) =>
    judge(`http://127.0.0.1:${await serve((_, answered) => answered.writeHead(status, headers).end(body))}`)
  expect([
    await answering(404, '<h1>Not found</h1>'),
    await answering(308, '', { location: 'https://other.example/api/health' }),
    await answering(503, '{"status":"unavailable","version":"1.2.3"}'),
    await answering(200, '{"status":"ok","version":"1.2.3"}'),
    await judge(`http://127.0.0.1:${await findPort()}`),
  ]).toEqual(
    [
      /something else than Recapito answers, with 404/,
      /redirects to https:\/\/other\.example\. Set APP_URL/,
      /answers "unavailable"/,
      /another AUTH_SECRET/,
      /does not answer this machine: connect ECONNREFUSED/,
    ].map((says) => [expect.stringMatching(RegExp(`^broken: .*${says.source}`))]),
  )
})

test('a portal that speaks no TLS is named without OpenSSL’s files, and one that refuses this machine is not broken', async () => {
  const url = await startPortal()
  expect(await judge(url.replace('http:', 'https:'))).toEqual([
    expect.stringMatching(
      /does not answer this machine: (?!.*\.c\b).*TLS failed: wrong version number\. Check/,
    ),
  ])
  const refusing = await serve((_, answered) => answered.writeHead(403).end('Forbidden'))
  expect(await judge(`http://127.0.0.1:${refusing}`)).toEqual([
    expect.stringMatching(/^look at this: .* refuses this machine with 403/),
  ])
})

test('tells what it sees to its own doctor alone, for ten minutes', async () => {
  onTestFinished(() => moveClock(0))
  const url = await startPortal()
  const seenWith = async (header: string) =>
    'seen' in JSON.parse((await ask(`${url}/api/health`, { 'x-recapito-doctor': header })).body)
  const others = ['', signId('confirm', newId()), ...forge(signId('doctor', newId())).slice(0, 2)]
  expect(await Promise.all(others.map(seenWith))).toEqual([false, false, false, false])
  const isSeen = async () => 'seen' in JSON.parse((await askPortal(url)).body)
  expect(await isSeen()).toBe(true)
  moveClock(11 * minute)
  expect(await isSeen()).toBe(false)
})
