import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { env } from '#/env.ts'
import { type Call, type CallerOptions, openCaller } from '#/lib/notices/endpoints/call.ts'
import { CallError } from '#/lib/notices/endpoints/reason.ts'
import { endpointAuthority, endpointName, serveEndpoint } from '#/tests/endpoint-server.ts'
import { findPort } from '#/tests/port.ts'
import { checkEndpoints, checkGateway } from './endpoints.ts'

const settings = { ...env, SECRETS_KEY: ['k'.repeat(32)] }
const needed = async () => true
const never: Call = () => Promise.reject(new Error('It was called.'))

/** Judges the way to this port of this machine, by the real call. */
async function judge(port: number, proxy?: string, more: CallerOptions = {}): Promise<string> {
  const caller = openCaller({
    rules: { ownHost: 'portal.example', ports: [port], hosts: [] },
    networks: ['127.0.0.0/8'],
    resolve: async () => ['127.0.0.1'],
    ca: endpointAuthority,
    ...(proxy && { proxy }),
    ...more,
  })
  onTestFinished(() => caller.close())
  const hosts = ['*.example.com', endpointName]
  const given = { ...settings, ENDPOINT_HOSTS: hosts, ENDPOINT_PORTS: [port], ENDPOINT_PROXY: proxy }
  const found = await checkEndpoints(given, caller.call, needed)
  return found.map(({ is, says }) => `${is}: ${says.replace(endpointName, 'HOST')}`).join()
}

test.each([
  ['ok', 'ENDPOINTS=off', { ENDPOINTS: 'off' }, true],
  ['ok', 'No endpoint needs the internet', {}, false],
  ['look at this', 'ENDPOINT_HOSTS has only wildcards', { ENDPOINT_HOSTS: ['*.example.com'] }, true],
] as const)('calls nobody and is %s: %s', async (is, says, differs, isNeeded) => {
  const given = { ...settings, ...structuredClone(differs) } as typeof settings
  expect(await checkEndpoints(given, never, async () => isNeeded)).toEqual([
    { is, says: expect.stringContaining(says) },
  ])
})

test('an answer of any status at one of the ports shows the way out; no address, a refused one, no TLS and a closed port are broken', async () => {
  const { port } = await serveEndpoint((_, response) => response.writeHead(404).end())
  expect(await judge(port)).toBe('ok: HOST answers.')
  expect(await judge(port, undefined, { resolve: async () => [] })).toMatch(
    /^broken: .*\(no-address\).*Check DNS/,
  )
  expect(await judge(port, undefined, { networks: [] })).toMatch(/^broken: .*\(refused-address\)/)
  expect(await judge(port, undefined, { ca: undefined })).toMatch(/^broken: .*\(tls\).*NODE_EXTRA_CA_CERTS/)
  expect(await judge(await findPort())).toMatch(
    /^broken: .*\(connect\)\. Open port 443 or \d+ of the firewall/,
  )
})

test('a proxy that is closed, fails or refuses our password is broken; one that refuses a host is not', async () => {
  const { port } = await serveEndpoint((_, response) => response.end())
  const answering = async (status: number) => {
    const proxy = createServer().on('connect', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`))
    await once(proxy.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void proxy.close())
    return (proxy.address() as AddressInfo).port
  }
  const by = (proxyPort: number) => judge(port, `http://me:secret@127.0.0.1:${proxyPort}`)
  const said = [
    await by(await findPort()),
    await by(await answering(500)),
    await by(await answering(407)),
    await by(await answering(403)),
  ]
  expect(said).toEqual([
    expect.stringMatching(
      /^broken: HOST does not answer by the proxy 127\.0\.0\.1:\d+ \(\w+\)\. Check ENDPOINT_PROXY/,
    ),
    expect.stringMatching(/^broken: HOST does not answer by the proxy .* Check ENDPOINT_PROXY/),
    expect.stringMatching(/^broken: Nothing goes out by the proxy .* user and password/),
    expect.stringMatching(/^look at this: HOST was refused by the proxy 127\.0\.0\.1:\d+ \(403\)/),
  ])
  expect(said.join()).not.toContain('secret')
})

test('a certificate that is not accepted is not the fault of the proxy', async () => {
  const found = await checkEndpoints(
    { ...settings, ENDPOINT_PROXY: 'http://127.0.0.1:3128' },
    () => Promise.reject(new CallError('tls')),
    needed,
  )
  expect(found).toEqual([{ is: 'broken', says: expect.stringContaining('Its certificate is not accepted') }])
})

test('the gateway for texts is ok if it takes connections, and encrypts where its URL says so', async () => {
  const { port: open } = await serveEndpoint((_, response) => response.end())
  const at = async (scheme: string, port: number) =>
    (await checkGateway(`${scheme}://me:secret@127.0.0.1:${port}/x`)).map(({ is, says }) => `${is}: ${says}`)
  expect(await at('http', open)).toEqual([expect.stringMatching(/^ok: 127\.0\.0\.1:\d+ takes connections/)])
  expect(await at('https', open)).toEqual([expect.stringMatching(/^broken: .*NODE_EXTRA_CA_CERTS/)])
  expect(await at('http', await findPort())).toEqual([
    expect.stringMatching(/^broken: 127\.0\.0\.1:\d+: .*ECONNREFUSED.*Correct PHONE_GATEWAY/),
  ])
  expect(await checkGateway(undefined)).toEqual([])
})
