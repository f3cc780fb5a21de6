import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ensureNginx } from '#/scripts/nginx.ts'
import { certificateFile } from './certificates.ts'
import { eventually } from './eventually.ts'
import { newTestFolder } from './folder.ts'
import { documentedNginx, runNginx, siteOf } from './nginx-server.ts'
import { findPort } from './port.ts'
import { serve } from './serve.ts'

test('the documented nginx forwards the public address', () => {
  expect(documentedNginx).not.toContain('$host;')
  expect(documentedNginx.match(/proxy_set_header (Host|X-Forwarded-Host) \$http_host;/g)).toHaveLength(2)
})

test('nginx forwards the port, and refuses large requests itself', async () => {
  let heard: IncomingHttpHeaders = {}
  const upstream = await serve((asked, answer) => {
    heard = asked.headers
    answer.end('ok')
  })
  const { port } = await startNginx([upstream])
  expect(await ask(port)).toMatchObject({ status: 200 })
  expect(heard).toMatchObject({
    host: `portal.example.com:${port}`,
    'x-forwarded-host': `portal.example.com:${port}`,
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '127.0.0.1',
  })
  const refused = await ask(port, { 'content-length': 22 * 1024 ** 2 })
  expect(refused).toMatchObject({ status: 413, type: 'text/html; charset=utf-8' })
  expect(refused.body).toContain('<h1>Too large</h1>')
  expect(refused.body).toContain('Troppo grande')
  expect(refused.body).not.toMatch(/nginx/i)
})

test('with two servers nginx asks the other one, and logs no token of a link', async () => {
  const upstream = await serve((_asked, answer) => answer.end('of the second'))
  const { port, logs } = await startNginx([await findPort(), upstream])
  for (const path of ['/acknowledge/SECRETTOKEN123', '/sign-in?next=SECRETTOKEN123'])
    expect(await ask(port, {}, path)).toMatchObject({ status: 200, body: 'of the second' })
  const read = (name: string) => readFileSync(join(logs, name), 'utf8')
  await eventually(() => expect(read('recapito.log')).toContain('"POST /acknowledge/..." 200'))
  for (const name of ['recapito.log', 'recapito-error.log', 'error.log'])
    expect(read(name), name).not.toContain('SECRETTOKEN123')
})

/** nginx with the documented configuration before these ports; returns its https port, once it listens. */
async function startNginx(servers: [number] | [number, number]): Promise<{ port: number; logs: string }> {
  const program = await ensureNginx()
  const logs = newTestFolder()
  const [plain, port] = [await findPort(), await findPort()]
  const chosen = { chain: certificateFile('trusted'), key: certificateFile('key') }
  const site = siteOf({ servers, plain, portal: port, certificate: chosen, logs })
  onTestFinished(runNginx(program, logs, site).stop)
  await eventually(() => ask(port))
  return { port, logs }
}

type Answer = { status: number | undefined; type: string | undefined; body: string }

function ask(port: number, headers: Record<string, string | number> = {}, path = '/'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({
      ...{ host: '127.0.0.1', port, path, method: 'POST', rejectUnauthorized: false },
      headers: { host: `portal.example.com:${port}`, ...headers },
    })
    asking.once('error', reject)
    asking.once('response', (answer) => {
      let body = ''
      answer.on('data', (chunk) => (body += chunk))
      answer.once('end', () => {
        asking.destroy()
        resolve({ status: answer.statusCode, type: answer.headers['content-type'], body })
      })
    })
    if (headers['content-length']) asking.flushHeaders()
    else asking.end()
  })
}
