import type { IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { parseEnvironment } from '#/environment.ts'
import { environmentTable } from '#/environment-table.ts'
import { currentOrigin, currentResponse } from '#/lib/platform/log/origin.ts'
import { serve } from '#/tests/serve.ts'
import { followRequests, resolveOrigin, trustedProxies } from './request-origin.ts'

let trusted = trustedProxies()
followRequests((address) => trusted(address))

/** A server that answers the origin it sees after the handler has waited for something. */
const startEcho = () =>
  serve(async (request, response) => {
    await setImmediate()
    const own = currentResponse() === response
    response.end(JSON.stringify({ origin: currentOrigin(), own, headers: request.headers }))
  })

function trustNobody(): void {
  trusted = () => false
  onTestFinished(() => {
    trusted = trustedProxies()
  })
}

type Believed = { origin: string; own: boolean; headers: IncomingHttpHeaders }

/** Sends these exact lines over a socket: fetch would join several headers of one name. */
async function ask(port: number, ...lines: string[]): Promise<Believed> {
  const socket = connect(port, '127.0.0.1')
  socket.write(['GET / HTTP/1.1', 'Host: portal.example', 'Connection: close', ...lines, '', ''].join('\r\n'))
  const [, body = ''] = (await text(socket)).split('\r\n\r\n')
  return JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1))
}

test('attributes everything to its request, also for several requests on one connection', async () => {
  const port = await startEcho()
  const fetchFrom = async (from: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { 'x-forwarded-for': from } })
    const { origin, own } = (await answer.json()) as Believed
    return own ? origin : 'another'
  }
  const all = ['10.0.0.1', '10.0.0.2', '10.0.0.3']
  expect(await Promise.all(all.map(fetchFrom))).toEqual(all)
  expect([await fetchFrom('10.0.0.4'), await fetchFrom('10.0.0.5')]).toEqual(['10.0.0.4', '10.0.0.5'])
  expect([currentOrigin(), currentResponse()]).toEqual(['', undefined])
})

test('trusts a trusted proxy, and rewrites the headers accordingly', async () => {
  const port = await startEcho()
  const { origin, headers } = await ask(
    port,
    'X-Forwarded-For: 198.51.100.7',
    'X-Forwarded-For: 203.0.113.9',
    'X-Forwarded-Host: portal.example',
    'X-Forwarded-Proto: https',
  )
  expect(origin).toBe('203.0.113.9')
  const asked = { 'x-forwarded-host': 'portal.example', 'x-forwarded-proto': 'https' }
  expect(headers).toMatchObject({ 'x-forwarded-for': '203.0.113.9', ...asked })
})

test('trusts no other client, whatever headers it sends', async () => {
  trustNobody()
  const port = await startEcho()
  const { origin, headers } = await ask(
    port,
    'X-Forwarded-For: 198.51.100.7, 127.0.0.1',
    'x-forwarded-for: 10.0.0.1',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: https',
    'X-Forwarded-Port: 443',
    'Forwarded: for=198.51.100.7;host=evil.example',
    'X-Real-IP: 198.51.100.7',
    'X-Middleware-Prefetch: evil',
  )
  expect(origin).toBe('127.0.0.1')
  expect(JSON.stringify(headers)).not.toMatch(/evil|198\.51|443|https|10\.0\.0\.1/)
  expect(headers).toMatchObject({ host: 'portal.example', 'x-forwarded-for': '127.0.0.1' })
})

test('treats Next’s inner request as the one it belongs to, and lets nobody else make one', async () => {
  trustNobody()
  const port = await startEcho()
  const outer: IncomingHttpHeaders = { 'x-forwarded-host': 'portal.example' }
  const from = resolveOrigin(
    { headers: outer, socket: { remoteAddress: '203.0.113.9' } } as never,
    () => true,
  )
  const lines = (headers: IncomingHttpHeaders) =>
    Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const inner = await ask(port, ...lines(outer), 'x-action-forwarded: 1')
  expect([from, inner.origin]).toEqual(['203.0.113.9', '203.0.113.9'])
  expect(inner.headers).toMatchObject({ ...outer, 'x-action-forwarded': '1' })

  const guessed = Object.fromEntries(Object.keys(outer).map((name) => [name, 'guess']))
  const forged = await ask(port, ...lines(guessed), 'x-action-forwarded: 1')
  expect(forged.origin).toBe('127.0.0.1')
  expect(JSON.stringify(forged.headers)).not.toMatch(/guess|x-action-forwarded/)
})

test('finds no address for a closed connection', () => {
  const request = { headers: { 'x-forwarded-for': '10.0.0.1' }, socket: { remoteAddress: undefined } }
  expect(resolveOrigin(request as never, () => true)).toBe('')
})

test.each([
  ['', ['loopback']],
  ['none', []],
  ['10.0.0.0/8, fd00::/8  uniquelocal', ['10.0.0.0/8', 'fd00::/8', 'uniquelocal']],
])('TRUSTED_PROXIES=%s names %j', (given, named) => {
  expect(parseEnvironment({ TRUSTED_PROXIES: given }).TRUSTED_PROXIES).toEqual(named)
})

test.each(['banana', '10.0.0.0/33', '10.0.0.0/8, 300.1.2.3', '10.0.0.*'])(
  'TRUSTED_PROXIES=%s is refused in words',
  (given) => {
    const bad = given.split(/[\s,]+/).at(-1)
    expect(() => parseEnvironment({ TRUSTED_PROXIES: given })).toThrow(
      `TRUSTED_PROXIES names ${bad}, which is not an address, network or keyword. ${environmentTable.TRUSTED_PROXIES.says}`,
    )
  },
)
