import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bringNginx } from '#/scripts/nginx.ts'
import { eventually } from './eventually.ts'
import { newTestFolder } from './folder.ts'
import { runNginx } from './nginx-server.ts'
import { findPort } from './port.ts'
import { serve } from './serve.ts'

const documented = readFileSync('deploy/nginx.conf', 'utf8')

test('the documented nginx forwards the public address', () => {
  expect(documented).not.toContain('$host;')
  expect(documented.match(/proxy_set_header (Host|X-Forwarded-Host) \$http_host;/g)).toHaveLength(2)
})

test('nginx forwards the port, and refuses large requests itself', async () => {
  const program = await bringNginx()
  let heard: IncomingHttpHeaders = {}
  const upstream = await serve((asked, answer) => {
    heard = asked.headers
    answer.end('ok')
  })
  const port = await startNginx(program, upstream)
  await eventually(() => ask(port, {}))
  expect(await ask(port, {})).toMatchObject({ status: 200 })
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

/** nginx with the documented configuration and its own ports, certificate and logs; answers the https port. */
async function startNginx(program: string, upstream: number): Promise<number> {
  const folder = newTestFolder()
  const [plain, secure] = [await findPort(), await findPort()]
  const site = documented
    .replace('127.0.0.1:3000', `127.0.0.1:${upstream}`)
    .replaceAll(/^ {4}listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${secure} ssl;`)
    .replace(/ssl_certificate \S+;/, `ssl_certificate ${certificate('trusted')};`)
    .replace(/ssl_certificate_key \S+;/, `ssl_certificate_key ${certificate('key')};`)
    .replaceAll('/var/log/nginx', folder)
  onTestFinished(runNginx(program, folder, site).stop)
  return secure
}

const certificate = (name: string) => join(import.meta.dirname, 'fixtures/certificates', `${name}.pem`)

type Answer = { status: number | undefined; type: string | undefined; body: string }

function ask(port: number, headers: Record<string, string | number>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({
      ...{ host: '127.0.0.1', port, method: 'POST', rejectUnauthorized: false },
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
