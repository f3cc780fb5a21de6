import { type IncomingHttpHeaders, request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { describeSeen } from '#/lib/admin/health/seen-request.ts'
import { resolveOrigin } from '#/lib/platform/http/request-origin.ts'
import { minute, moveClock } from '#/lib/platform/values/clock.ts'
import { newId } from '#/lib/platform/values/ids.ts'
import { findPort } from '#/tests/port.ts'
import { serve } from '#/tests/serve.ts'
import { ask } from './ask.ts'
import { askPortal, checkAddress, judgeProxy } from './portal.ts'

const nonce = newId()

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
  const found = judgeProxy(appUrl, await askPortal(url, nonce), nonce)
  return found.map(({ is, says }) => `${is}: ${says}`)
}

test.each<[string, { isTrusting?: boolean; change?: Change; expected: RegExp }]>([
  ['none', { expected: /^ok: There is no proxy/ }],
  ['none, and nobody trusted', { isTrusting: false, expected: /^ok: There is no proxy/ }],
  [
    'one as documented',
    {
      change: asDocumented,
      expected: /^ok: 127\.0\.0\.1 passes on host, protocol and client \(198\.51\.100\.7\)/,
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

test('the public address leads to this installation', async () => {
  const url = await startPortal()
  expect(await checkAddress(url, askPortal(url, nonce), nonce)).toEqual({
    is: 'ok',
    says: `${url} leads here, to version 1.2.3.`,
  })
})

test('another program, a redirect, a server that is not ok and nobody are broken', async () => {
  const answering = async (status: number, body: string, headers = {}) => {
    const port = await serve((_, response) => response.writeHead(status, headers).end(body))
    const url = `http://127.0.0.1:${port}`
    return checkAddress(url, askPortal(url, nonce), nonce)
  }
  const closed = `http://127.0.0.1:${await findPort()}`
  expect([
    await answering(404, '<h1>Not found</h1>'),
    await answering(308, '', { location: 'https://other.example/api/health' }),
    await answering(503, '{"status":"unavailable","version":"1.2.3"}'),
    await checkAddress(closed, askPortal(closed, nonce), nonce),
  ]).toEqual(
    [
      /something else than Recapito answers, with 404/,
      /redirects to https:\/\/other\.example\. Set APP_URL/,
      /answers "unavailable"/,
      /does not answer this machine: connect ECONNREFUSED/,
    ].map((says) => ({ is: 'broken', says: expect.stringMatching(says) })),
  )
})

test('an installation with another secret is broken, even if it repeats a proof', async () => {
  const url = await startPortal()
  const { body } = await askPortal(url, nonce)
  const port = await serve((_, response) => response.end(body))
  const copy = `http://127.0.0.1:${port}`
  const other = newId()
  const found = await checkAddress(copy, askPortal(copy, other), other)
  expect(found).toMatchObject({ is: 'broken', says: expect.stringContaining('another AUTH_SECRET') })
  expect(judgeProxy(copy, await askPortal(copy, other), other)).toEqual([])
})

test('tells what it sees to its own doctor alone, for ten minutes', async () => {
  onTestFinished(() => moveClock(0))
  const url = await startPortal()
  const seenWith = async (header: string) =>
    'seen' in JSON.parse((await ask(`${url}/api/health`, { 'x-recapito-doctor': header })).body)
  const forged = `${nonce}.${'A'.repeat(43)}`
  expect([await seenWith(''), await seenWith(nonce), await seenWith(forged)]).toEqual([false, false, false])
  const isSeen = async () => 'seen' in JSON.parse((await askPortal(url, nonce)).body)
  expect(await isSeen()).toBe(true)
  moveClock(11 * minute)
  expect(await isSeen()).toBe(false)
})
