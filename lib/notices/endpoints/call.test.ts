import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { minute } from '#/lib/platform/values/clock.ts'
import { endpointAuthority, endpointName, serveEndpoint, serveTcp } from '#/tests/endpoint-server.ts'
import { eventually } from '#/tests/eventually.ts'
import { serve } from '#/tests/serve.ts'
import { type Call, type CallerOptions, openCaller, timing } from './call.ts'
import { CallError } from './reason.ts'

const loopback = ['127.0.0.0/8']
const of = { endpoint: 'e1' }
const post = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{"a":1}' })

/** A caller that finds every name on this machine and may call this port. */
function open(port: number, more: CallerOptions = {}) {
  const caller = openCaller({
    rules: { ownHost: 'portal.example', ports: [port], hosts: [] },
    networks: loopback,
    resolve: async () => ['127.0.0.1'],
    ca: endpointAuthority,
    ...more,
  })
  onTestFinished(() => caller.close())
  return caller
}

/** After an answer, its connection is free again in the next turn of the event loop. */
const idle = () => new Promise(setImmediate)

/** Why a call failed; what may be logged of it names no host. */
async function reasonOf(called: ReturnType<Call>) {
  const error = await called.then(
    ({ status }) => `answered ${status}`,
    (error: unknown) => error,
  )
  if (!(error instanceof CallError)) return error
  expect(`${error.stack}${error.cause}${JSON.stringify(error)}`).not.toMatch(/endpoint\.example|127\.0\.0\.1/)
  return error.reason
}

test('posts the request and returns the answer, on a connection that it keeps', async () => {
  const bodies: string[] = []
  const server = await serveEndpoint(async (request, response) => {
    bodies.push(`${request.method} ${request.headers['content-type']} ${await text(request)}`)
    response.writeHead(202, { 'X-Two': ['a', 'b'] }).end('{"ok":true}')
  })
  const { call } = open(server.port)
  const answer = await call(post(`${server.url}a?b=c`), of)
  await idle()
  expect(answer).toMatchObject({ status: 202, body: '{"ok":true}', headers: { 'x-two': 'a, b' } })
  await call(post(server.url), of)
  expect(bodies).toEqual(Array(2).fill('POST application/json {"a":1}'))
  expect([server.requests, server.connections]).toEqual([['/a?b=c', '/'], 1])
})

test('opens a connection to a host for each request: how many go there is for the places in flight to say', async () => {
  const held = Promise.withResolvers<void>()
  const server = await serveEndpoint(async (_, response) => {
    if (server.requests.length === 40) held.resolve()
    await held.promise
    response.end()
  })
  const { call } = open(server.port)
  await Promise.all(Array.from({ length: 40 }, () => call(post(server.url), of)))
  expect(server.connections).toBe(40)
})

test('returns a redirect without following it', async () => {
  const server = await serveEndpoint((_, response) => {
    response.writeHead(307, { location: `https://${endpointName}:${server.port}/inside` }).end()
  })
  const answer = await open(server.port).call(post(server.url), of)
  expect(answer.status).toBe(307)
  expect(server.requests).toEqual(['/'])
})

test.each([
  ['refused-address', ['127.0.0.1']],
  ['refused-address', ['93.184.215.14', '10.0.0.1']],
  ['refused-address', ['2606:2800:21f::1', '::ffff:127.0.0.1']],
  ['refused-address', ['168.63.129.16']],
  ['refused-address', ['::1']],
  ['no-address', []],
])('opens no connection, %s, where a name has the addresses %j', async (reason, addresses) => {
  const server = await serveEndpoint((_, response) => void response.end())
  const { call } = open(server.port, { networks: [], resolve: async () => addresses })
  expect(await reasonOf(call(post(server.url), of))).toBe(reason)
  expect(server.connections).toBe(0)
})

test.each([
  ['not-allowed', { hosts: ['*.example.net'] }],
  ['port', { ports: [8443] }],
])('names %s as the reason where the operator no longer allows what is stored', async (reason, narrowed) => {
  const rules = { ownHost: 'portal.example', ports: [444], hosts: [], ...narrowed }
  const { call } = open(444, { rules })
  expect(await reasonOf(call(post(`https://${endpointName}:444/`), of))).toBe(reason)
})

test('fails where no name server answers', async () => {
  const resolve = () => Promise.reject(new Error(`ENOTFOUND ${endpointName}`))
  expect(await reasonOf(open(443, { resolve }).call(post(`https://${endpointName}/`), of))).toBe('no-address')
})

test('resolves a name once for each connection, so that its next answer changes nothing', async () => {
  const server = await serveEndpoint((request, response) => {
    if (request.url === '/last') response.setHeader('connection', 'close')
    response.end()
  })
  const answers = ['127.0.0.1', '10.0.0.1']
  const { call } = open(server.port, { resolve: async () => [answers.shift() ?? ''] })
  expect((await call(post(server.url), of)).status).toBe(200)
  await idle()
  expect((await call(post(`${server.url}last`), of)).status).toBe(200)
  expect(answers).toEqual(['10.0.0.1'])
  await eventually(() => expect(server.open.size).toBe(0))
  expect(await reasonOf(call(post(server.url), of))).toBe('refused-address')
  expect(server.connections).toBe(1)
})

test('checks the address that it reached again, before it sends anything', async () => {
  const server = await serveEndpoint((_, response) => void response.end())
  // The system connects this one to loopback.
  const { call } = open(server.port, { networks: ['0.0.0.0/32'], resolve: async () => ['0.0.0.0'] })
  expect(await reasonOf(call(post(server.url), of))).toBe('refused-address')
  expect([server.connections, server.requests]).toEqual([1, []])
})

test('ends an answer that never ends, or is too long', async () => {
  const server = await serveEndpoint((request, response) => {
    if (request.url === '/head') response.setHeader('x-long', 'x'.repeat(40_000))
    const more = ['/64k', '/more'].indexOf(request.url ?? '')
    if (more >= 0) return void response.end('x'.repeat(64 * 1024 + more))
    const send = () => {
      while (!response.destroyed && response.write('x'.repeat(4096)));
    }
    response.on('drain', send)
    send()
  })
  const { call } = open(server.port)
  expect((await call(post(`${server.url}64k`), of)).body).toHaveLength(64 * 1024)
  for (const path of ['more', 'head', ''])
    expect(await reasonOf(call(post(`${server.url}${path}`), of))).toBe('unreadable')
  await eventually(() => expect(server.open.size).toBe(0))
})

const patient = { connect: minute, answer: minute, whole: minute }

test('gives up on what is too slow, and closes the connection', async () => {
  expect(timing).toEqual({ connect: 5000, answer: 15_000, whole: 20_000 })
  const server = await serveEndpoint((request, response) => {
    if (request.url === '/body') response.write('x')
  })
  const silent = await serveTcp((socket) => socket.resume())
  const byAnswer = open(server.port, { timing: { ...patient, answer: 50 } })
  expect(await reasonOf(byAnswer.call(post(server.url), of))).toBe('timeout')
  const byWhole = open(server.port, { timing: { ...patient, whole: 100 } })
  expect(await reasonOf(byWhole.call(post(`${server.url}body`), of))).toBe('timeout')
  const byConnect = open(silent.port, { timing: { ...patient, connect: 50 } })
  const unshaken = post(`https://${endpointName}:${silent.port}/`)
  expect(await reasonOf(byConnect.call(unshaken, of))).toBe('connect')
  const unresolved = open(443, { timing: { ...patient, connect: 50 }, resolve: () => new Promise(() => {}) })
  expect(await reasonOf(unresolved.call(post(`https://${endpointName}/`), of))).toBe('connect')
  await eventually(() => expect([server.open.size, silent.open.size]).toEqual([0, 0]))
})

test('tells a refused, reset and unreadable connection from one that is not secure', async () => {
  const server = await serveEndpoint((request, response) => {
    if (request.url === '/reset') request.socket.destroy()
    else response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n')
  })
  const { call } = open(server.port)
  expect(await reasonOf(call(post(`${server.url}reset`), of))).toBe('broken-off')
  expect(await reasonOf(call(post(server.url), of))).toBe('unreadable')
  const plain = await serveTcp((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
  expect(await reasonOf(open(plain.port).call(post(`https://${endpointName}:${plain.port}/`), of))).toBe(
    'tls',
  )
  expect(await reasonOf(call(post(server.url.replace('hook', 'other')), of))).toBe('tls')
  expect(await reasonOf(open(server.port, { ca: undefined }).call(post(server.url), of))).toBe('tls')
})

test('a signal and closing end the calls in flight', async () => {
  const server = await serveEndpoint(() => {})
  const { call, close } = open(server.port)
  const stopped = new AbortController()
  const first = reasonOf(call(post(server.url), { ...of, signal: stopped.signal }))
  const second = reasonOf(call(post(server.url), of))
  await eventually(() => expect(server.requests).toHaveLength(2))
  stopped.abort()
  expect(await first).toBe('broken-off')
  expect(await reasonOf(call(post(server.url), { ...of, signal: AbortSignal.abort() }))).toBe('broken-off')
  await close()
  expect(await second).toBe('broken-off')
  expect(await reasonOf(call(post(server.url), of))).toBe('broken-off')
  await eventually(() => expect(server.open.size).toBe(0))
})

/** A proxy on this machine that finds every name here, or answers CONNECT with `status`; null: with nothing. */
async function serveProxy(status: number | null = 200) {
  const asked: string[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`)
    socket.on('error', () => {})
    if (status !== 200) return void (status && socket.end(`HTTP/1.1 ${status} No\r\n\r\n`))
    const target = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    target.on('error', () => socket.destroy())
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void proxy.close())
  const { port } = proxy.address() as AddressInfo
  return { asked, proxy: `http://recapito:se%2Fcret@127.0.0.1:${port}/` }
}

test('calls through ENDPOINT_PROXY, which resolves the name', async () => {
  const server = await serveEndpoint((_, response) => void response.end('through'))
  const { asked, proxy } = await serveProxy()
  const resolve = () => Promise.reject(new Error('is not called'))
  const { call } = open(server.port, { proxy, resolve, networks: [] })
  expect((await call(post(server.url), of)).body).toBe('through')
  await idle()
  expect((await call(post(server.url), of)).body).toBe('through')
  const credentials = Buffer.from('recapito:se/cret').toString('base64')
  expect(asked).toEqual([`${endpointName}:${server.port} Basic ${credentials}`])
  expect(await reasonOf(call(post(`https://127.0.0.1:${server.port}/`), of))).toBe('refused-address')
  expect(asked).toHaveLength(1)
})

test.each([
  [403, 'proxy'],
  [407, 'proxy'],
  [502, 'connect'],
  [503, 'connect'],
  [504, 'connect'],
  ['nothing, being down,', 'proxy'],
])('a proxy that answers %s means %s', async (status, reason) => {
  const { proxy } = typeof status === 'number' ? await serveProxy(status) : { proxy: 'http://127.0.0.1:1' }
  expect(await reasonOf(open(443, { proxy }).call(post(`https://${endpointName}/`), of))).toBe(reason)
})

test('gives up on a proxy that is silent', async () => {
  const { proxy, asked } = await serveProxy(null)
  const { call } = open(443, { proxy, timing: { ...patient, connect: 50 } })
  for (const _ of Array(10))
    expect(await reasonOf(call(post(`https://${endpointName}/`), of))).toBe('timeout')
  expect(asked.length).toBeGreaterThan(8)
})

test('calls the gateway by http on a private address, and nothing else that way', async () => {
  const at = `http://127.0.0.1:${await serve((request, response) => void response.end(request.url))}`
  const { call } = open(443, { gateway: `${at}/cgi-bin/sendsms`, networks: [], proxy: 'http://127.0.0.1:1' })
  const toGateway = { ...of, isGateway: true }
  expect((await call(post(`${at}/cgi-bin/sendsms?to=1`), toGateway)).body).toBe('/cgi-bin/sendsms?to=1')
  expect(await reasonOf(call(post(`${at}/cgi-bin/sendsms`), of))).toBe('refused-address')
  expect(await reasonOf(call(post(`${at.replace('127.0.0.1', 'localhost')}/`), toGateway))).toBe(
    'refused-address',
  )
  const without = open(443, { gateway: null })
  expect(await reasonOf(without.call(post(`${at}/`), toGateway))).toBe('refused-address')
})

test('calls nothing with ENDPOINTS=off', async () => {
  const server = await serveEndpoint((_, response) => void response.end())
  const instead: Call = () => Promise.reject(new Error('is not called'))
  const { call } = open(server.port, { isOff: true, instead })
  expect(await reasonOf(call(post(server.url), of))).toBe('off')
  expect(await reasonOf(call(post(server.url), { ...of, isGateway: true }))).toBe('off')
  expect(server.connections).toBe(0)
})

test('gives the checked request to what stands in for the network, never in production', async () => {
  const given: string[] = []
  const instead: Call = async ({ url }, { endpoint }) => {
    given.push(`${endpoint} ${url}`)
    return { status: 200, headers: {}, body: '' }
  }
  const { call } = open(443, { instead })
  expect((await call(post('https://hook.example/'), of)).status).toBe(200)
  expect(await reasonOf(call(post('https://10.0.0.1/'), of))).toBe('refused-address')
  expect(given).toEqual(['e1 https://hook.example/'])

  const script = `(await import('#/lib/notices/endpoints/call.ts')).openCaller({ instead: async () => null })`
  const required = {
    APP_URL: 'https://portal.example',
    AUTH_SECRET: 'x'.repeat(32),
    MAIL_FROM: 'a@b.example',
  }
  const env = {
    ...required,
    NODE_ENV: 'test' as const,
    SMTP_URL: 'smtp://mail.example',
    RECAPITO_MODE: 'production',
  }
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env })
  expect([status, stderr.toString()]).toEqual([1, expect.stringContaining('In production')])
})
